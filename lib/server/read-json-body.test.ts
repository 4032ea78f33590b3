import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isDeeperThan, readJsonBody } from './read-json-body.ts'

const schema = z.strictObject({ files: z.array(z.strictObject({ path: z.string() })) })

function request(
  body: BodyInit | null,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Request {
  return new Request('http://127.0.0.1/', {
    method: 'POST',
    body,
    headers,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  })
}

describe('a JSON body', () => {
  it('is what the schema makes of it', async () => {
    const body = await readJsonBody(
      request('{"files":[{"path":"ü"}]}', { 'content-type': 'application/json; charset=utf-8' }),
      schema,
    )
    expect(body).toEqual({ files: [{ path: 'ü' }] })
  })

  it.each([
    ['text', '{"files":[]}', { 'content-type': 'text/plain' }],
    ['a form', 'files=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['nothing', '', { 'content-type': 'application/json' }],
    ['half of it', '{"files":[', { 'content-type': 'application/json' }],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), { 'content-type': 'application/json' }],
    ['__proto__', '{"files":[],"__proto__":{"admin":true}}', { 'content-type': 'application/json' }],
    ['a field nobody knows', '{"files":[],"more":1}', { 'content-type': 'application/json' }],
  ])('that is %s is refused', async (_what, body, headers) => {
    await expect(readJsonBody(request(body, headers), schema)).rejects.toMatchObject({ code: 'bad-request' })
  })

  it('that is wrong in one place says where', async () => {
    await expect(readJsonBody(request('{"files":[{"path":"a"},{"path":3}]}'), schema)).rejects.toMatchObject({
      place: { pointer: '/files/1/path' },
    })
  })

  it('that is too large is refused before it is read, or as soon as it grows too large', async () => {
    await expect(readJsonBody(request('x'.repeat(100)), schema, 99)).rejects.toMatchObject({
      code: 'payload-too-large',
    })
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1024)) })
    await expect(readJsonBody(request(endless), schema)).rejects.toMatchObject({ code: 'payload-too-large' })
  })

  it('that is nested without end is refused in no time', async () => {
    const deep = '['.repeat(30_000) + ']'.repeat(30_000)
    await expect(readJsonBody(request(deep), schema)).rejects.toMatchObject({ code: 'bad-request' })
  })

  it.each([
    ['[[1]]', 1, true],
    ['[[1]]', 2, false],
    ['["[[[[[["]', 1, false],
    ['["\\"[[[[", "\\\\"]', 1, false],
    ['[[],[],[]]', 2, false],
    ['{"a":{"b":{}}}', 2, true],
  ])('%s is deeper than %i: %s', (text, max, deeper) => {
    expect(isDeeperThan(text, max)).toBe(deeper)
  })

  it('takes a million brackets or quotes in linear time', () => {
    const started = performance.now()
    isDeeperThan('"\\'.repeat(1_000_000), 16)
    isDeeperThan('[]'.repeat(1_000_000), 16)
    isDeeperThan('"'.repeat(999_999), 16)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
