import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Button } from './button.tsx'
import { CodeBlock } from './code-block.tsx'
import { CopyButton } from './copy-button.tsx'
import { SafeProse } from './safe-prose.tsx'
import { SafeText } from './safe-text.tsx'

const HOSTILE = '<img src=x onerror=alert(1)>\u202Etxt'

describe('text from AWS on screen', () => {
  it.each([
    ['as text', <SafeText key="a" text={HOSTILE} />],
    ['in a sentence', <SafeProse key="b" text={`Run \`${HOSTILE}\` again.`} />],
    ['in code', <CodeBlock key="c" code={`aws x ${HOSTILE}\n`} copyLabel="Copy command" />],
    ['in a label', <Button key="d" aria-label={`Rename ${HOSTILE}`} title={HOSTILE} />],
    ['on a copy button', <CopyButton key="e" text="x" label={`Copy ${HOSTILE}`} words={false} />],
  ])('hides nothing and is no markup %s', (_name, element) => {
    const markup = renderToStaticMarkup(element)
    expect(markup).not.toContain('\u202E')
    expect(markup).not.toContain('<img')
    expect(markup).toContain('⟨U+202E⟩')
  })

  it('stands apart from the text around it, so that an override in one cannot turn another', () => {
    expect(renderToStaticMarkup(<SafeText text="plain" />)).toBe('<bdi>plain</bdi>')
  })
})

describe('a sentence with code in it', () => {
  const words = (text: string) => renderToStaticMarkup(<SafeProse text={text} />).replace(/<\/?bdi>/g, '')

  it('sets what stands between backticks as code', () => {
    expect(words('Run `aws ec2 x` again.')).toMatch(/^Run <code[^>]*>aws ec2 x<\/code> again\.$/)
    expect(words('`aws`')).toMatch(/^<code[^>]*>aws<\/code>$/)
  })

  it('leaves a lone backtick as it is', () => {
    expect(words('a ` b')).toBe('a ` b')
  })
})
