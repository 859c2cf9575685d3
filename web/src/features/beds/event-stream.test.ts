// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { eventOf, readEvents, type StreamEvent } from './event-stream';

test('a block is an event with its id, type and data', () => {
  expect(eventOf('id: 42\nevent: bed.held\ndata: {"a":1}')).toEqual({ id: '42', type: 'bed.held', data: '{"a":1}' });
  expect(eventOf('data:one\ndata: two')).toEqual({ id: '', type: 'message', data: 'one\ntwo' });
  expect(eventOf(': still here')).toBeUndefined();
});

test('events cut anywhere on the way arrive whole and in order', async () => {
  const text = 'id: 1\nevent: bed.state\ndata: {"é":1}\n\n: beat\n\nid: 2\nevent: bed.held\ndata: {}\n\n';
  for (const size of [1, 2, 3, 7, 500]) {
    const bytes = new TextEncoder().encode(text);
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let i = 0; i < bytes.length; i += size) controller.enqueue(bytes.slice(i, i + size));
        controller.close();
      },
    });
    const events: StreamEvent[] = [];
    await readEvents(stream, (event) => events.push(event));
    expect(events).toEqual([
      { id: '1', type: 'bed.state', data: '{"é":1}' },
      { id: '2', type: 'bed.held', data: '{}' },
    ]);
  }
});
