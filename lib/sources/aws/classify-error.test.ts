import { describe, expect, it } from 'vitest'
import { classifyError, cleanMessage } from './classify-error.ts'

const aws = (name: string, message = 'No.', httpStatusCode = 400) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } })

// Source: EC2 API reference, "Error codes"; IAM guide, "Troubleshooting access denied error messages".
describe('what an error of AWS means', () => {
  it.each([
    ['UnauthorizedOperation', 'denied', false],
    ['AccessDenied', 'denied', false],
    ['AccessDeniedException', 'denied', false],
    ['AuthFailure', 'region-disabled', false],
    ['UnrecognizedClientException', 'region-disabled', false],
    ['InvalidClientTokenId', 'region-disabled', false],
    ['InvalidToken', 'region-disabled', false],
    ['OptInRequired', 'not-offered', false],
    ['SubscriptionRequiredException', 'not-offered', false],
    ['UnknownOperationException', 'not-offered', false],
    ['RequestLimitExceeded', 'throttled', true],
    ['Throttling', 'throttled', true],
    ['ThrottlingException', 'throttled', true],
    ['TooManyRequestsException', 'throttled', true],
    ['ExpiredToken', 'expired', false],
    ['ExpiredTokenException', 'expired', false],
    ['RequestExpired', 'expired', false],
    ['TimeoutError', 'failed', true],
    ['InvalidParameterValue', 'failed', false],
  ])('%s is %s', (name, status, again) => {
    expect(classifyError(aws(name))).toMatchObject({ status, again, code: name })
  })

  it('a denial by a service control policy is that, whatever the code', () => {
    const message =
      'User is not authorized to perform: ec2:DescribeVpcs with an explicit deny in a service control policy'
    expect(classifyError(aws('UnauthorizedOperation', message)).status).toBe('scp-denied')
    expect(
      classifyError(aws('UnauthorizedOperation', 'with an explicit deny in an identity-based policy')).status,
    ).toBe('denied')
  })

  it.each([
    ['ENOTFOUND', 'not-offered', false],
    ['ECONNRESET', 'failed', true],
    ['EAI_AGAIN', 'failed', true],
  ])('%s of the network is %s', (code, status, again) => {
    expect(classifyError(Object.assign(new Error('getaddrinfo'), { code }))).toMatchObject({ status, again, code })
  })

  it('a fault of the server is tried again', () => {
    expect(classifyError(aws('InternalError', 'Oops', 500))).toMatchObject({ status: 'failed', again: true })
  })

  it('an answer that is cut, or a page of a proxy, is tried again and quoted nowhere', () => {
    const message =
      'Unexpected token <html>\n  Deserialization error: to see the raw response, inspect the hidden field'
    const error = Object.assign(new SyntaxError(message), { $response: { statusCode: 502 } })
    expect(classifyError(error)).toEqual({
      status: 'failed',
      code: 'UnreadableAnswer',
      message: 'The answer (HTTP 502) could not be read.',
      again: true,
    })
  })

  it.each([null, undefined, 'text', 7, {}])('%s is a failure like any other', (error) => {
    expect(classifyError(error)).toMatchObject({ status: 'failed', code: 'Unknown', again: false })
  })

  it('tells nothing secret', () => {
    const message = `Bad AKIAIOSFODNN7EXAMPLE X-Amz-Security-Token=abc/def+ signature: q Encoded authorization failure message: xyz ${'t'.repeat(300)}`
    const clean = cleanMessage(message)
    expect(clean).not.toMatch(/AKIAIOSF|abc\/def|xyz|ttttt/)
    expect(clean).toContain('Bad [access key]')
  })
})
