// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import type { Attachment, Binary, DocumentReference } from 'fhir/r4';
import { fhir, resourcesOf } from '@/fhir/client';
import { conceptText } from '@/fhir/concept';

/** A document of the record as the screens speak of one. */
export type RecordDocument = {
  readonly id: string;
  readonly title: string;
  readonly kind?: string;
  readonly at?: string;
  readonly author?: string;
  readonly status: string;
  readonly contentType?: string;
  readonly data?: string;
  readonly url?: string;
};

export const documentOf = (document: DocumentReference): RecordDocument => {
  const attachment: Attachment | undefined = document.content?.[0]?.attachment;
  const kind = conceptText(document.type);
  return {
    id: document.id ?? '',
    title: document.description || attachment?.title || kind,
    kind: kind || conceptText(document.category?.[0]) || undefined,
    at: document.date ?? document.context?.period?.start ?? attachment?.creation,
    author: document.author?.find((author) => author.display)?.display,
    status: document.docStatus ?? document.status,
    contentType: attachment?.contentType?.split(';')[0],
    data: attachment?.data,
    url: attachment?.url,
  };
};

/** Documents of one patient, newest first; mistaken entries are left out. */
export const documentsQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['DocumentReference', { patient: patientId }] as const,
    queryFn: async ({ signal }): Promise<readonly RecordDocument[]> => {
      const bundle = await fhir.search(
        'DocumentReference',
        { patient: patientId, _sort: '-date', _count: 100 },
        signal,
      );
      return resourcesOf<DocumentReference>(bundle, 'DocumentReference')
        .filter((document) => document.status !== 'entered-in-error')
        .map(documentOf);
    },
  });

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => {
  const binary = atob(base64.replace(/\s/g, ''));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
};

/** Content of a document, as bytes; undefined when the record holds a reference we cannot follow. */
export const contentQuery = (document: RecordDocument) =>
  queryOptions({
    queryKey: ['content', document.id] as const,
    queryFn: async ({ signal }): Promise<Uint8Array<ArrayBuffer> | null> => {
      if (document.data) return bytesOf(document.data);
      const id = /(?:^|\/)Binary\/([\w.-]+)$/.exec(document.url ?? '')?.[1];
      if (!id) return null;
      const binary = await fhir.read<Binary>('Binary', id, signal);
      return binary.data ? bytesOf(binary.data) : null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
