import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { CodeBlock } from './code-block.tsx'

const COMMAND = 'aws ec2 revoke-security-group-ingress --region eu-west-1\naws ec2 describe-vpcs'
const block = (code: string, wrap: boolean) =>
  renderToStaticMarkup(<CodeBlock code={code} copyLabel="Copy command" wrap={wrap} />)
const text = (html: string) => /<pre[^>]*>(.*)<\/pre>/s.exec(html)?.[1]?.replace(/<[^>]+>/g, '')

it('breaks a command between its words, not behind the hyphens in them, and changes no letter', () => {
  const html = block(COMMAND, true)
  expect(text(html)).toBe(COMMAND)
  expect(html).toContain('<span class="whitespace-nowrap">revoke-security-group-ingress</span>')
  expect(html).toContain('<span class="whitespace-nowrap">--region</span>')
})

it('lets what is longer than a line break where it must', () => {
  const arn = `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/${'a'.repeat(16)}`
  expect(block(`x ${arn}`, true)).toContain(` ${arn}<`)
})

it('leaves code that scrolls as it is', () => {
  expect(block(COMMAND, false)).toContain(`>${COMMAND}</pre>`)
})
