// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';

type Toast = {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'failed';
  readonly action?: { readonly label: string; readonly run: () => void };
};
type Show = (text: string, options?: { readonly tone?: Toast['tone']; readonly action?: Toast['action'] }) => void;

const ToastContext = createContext<Show>(() => undefined);

/** Says what just happened, for a few seconds, with one way back when there is one. */
export const useToast = (): Show => useContext(ToastContext);

const SHOWN = 7_000;

export const ToastProvider = ({ children }: { readonly children: ReactNode }) => {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(0);
  const show = useCallback<Show>((text, options) => {
    const id = next.current++;
    setToasts((list) => [...list.slice(-2), { id, text, tone: options?.tone ?? 'done', action: options?.action }]);
    setTimeout(() => setToasts((list) => list.filter((toast) => toast.id !== id)), SHOWN);
  }, []);
  const dismiss = (id: number) => setToasts((list) => list.filter((toast) => toast.id !== id));
  const value = useMemo(() => show, [show]);
  return (
    <ToastContext.Provider value={value}>
      {children}
      <Box
        role="status"
        sx={{
          position: 'fixed',
          bottom: { xs: 72, sm: 20 },
          left: { xs: 12, sm: 96 },
          right: { xs: 12, sm: 'auto' },
          zIndex: 1500,
          display: 'grid',
          gap: 2,
          maxWidth: 480,
        }}
      >
        {toasts.map((toast) => (
          <Box
            key={toast.id}
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 3,
              px: 4,
              py: 2.5,
              borderRadius: 1,
              bgcolor: 'surface.bar',
              color: 'surface.onBar',
              border: 1,
              borderColor: 'surface.lineStrong',
            }}
          >
            {toast.tone === 'done' ? <CircleCheck size={18} aria-hidden /> : <TriangleAlert size={18} aria-hidden />}
            <Box sx={{ flex: 1 }}>{toast.text}</Box>
            {toast.action && (
              <Button
                size="small"
                sx={{ color: 'inherit', textDecoration: 'underline' }}
                onClick={() => {
                  toast.action?.run();
                  dismiss(toast.id);
                }}
              >
                {toast.action.label}
              </Button>
            )}
          </Box>
        ))}
      </Box>
    </ToastContext.Provider>
  );
};
