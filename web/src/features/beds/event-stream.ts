// SPDX-License-Identifier: Apache-2.0
/** One event of a text/event-stream. */
export type StreamEvent = { readonly id: string; readonly type: string; readonly data: string };

/** The events of a block of lines; undefined for a comment or a block without data. */
export const eventOf = (block: string): StreamEvent | undefined => {
  const fields = { id: '', event: 'message', data: [] as string[] };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon === 0) continue;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') fields.data.push(value);
    else if (name === 'id') fields.id = value;
    else if (name === 'event') fields.event = value;
  }
  return fields.data.length ? { id: fields.id, type: fields.event, data: fields.data.join('\n') } : undefined;
};

/** Calls `onEvent` for each event, `onBytes` for every sign of life; ends when the stream ends, fails when it breaks. */
export const readEvents = async (
  stream: ReadableStream<Uint8Array>,
  onEvent: (event: StreamEvent) => void,
  onBytes: () => void = () => undefined,
): Promise<void> => {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onBytes();
    const blocks = (rest + decoder.decode(value, { stream: true }).replace(/\r\n?/g, '\n')).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = eventOf(block);
      if (event) onEvent(event);
    }
  }
};
