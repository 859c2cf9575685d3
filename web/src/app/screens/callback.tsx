// SPDX-License-Identifier: Apache-2.0
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { finishSignIn } from '@/app/auth/sign-in';
import { LoadingState } from '@/ui/states';

let finished: Promise<string> | undefined;

/** Lands after the sign-in page and goes on to where the user was. */
export const Callback = () => {
  const navigate = useNavigate();
  useEffect(() => {
    finished ??= finishSignIn();
    finished.then((to) => {
      finished = undefined;
      navigate({ to, replace: true });
    });
  }, [navigate]);
  return <LoadingState />;
};
