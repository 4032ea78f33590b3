import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { tabAfter } from './tab-after.ts'
import { Tabs } from './tabs.tsx'

const WAYS = ['cli', 'terraform', 'console'] as const

describe('tabAfter', () => {
  it.each([
    ['cli', 'ArrowRight', 'terraform'],
    ['console', 'ArrowRight', 'cli'],
    ['cli', 'ArrowLeft', 'console'],
    ['terraform', 'Home', 'cli'],
    ['terraform', 'End', 'console'],
    ['terraform', 'j', null],
    ['terraform', 'ArrowDown', null],
  ] as const)('from %s, %s leads to %s', (open, key, next) => {
    expect(tabAfter(WAYS, open, key)).toBe(next)
  })

  it('leads nowhere when the open tab is not among them', () => {
    expect(tabAfter<string>(WAYS, 'pulumi', 'ArrowRight')).toBeNull()
    expect(tabAfter<string>([], 'cli', 'End')).toBeNull()
  })
})

describe('tabs', () => {
  const markup = renderToStaticMarkup(
    <Tabs
      label="Ways"
      items={WAYS.map((value) => ({ value, label: value }))}
      value="terraform"
      onChange={() => undefined}
    >
      resource
    </Tabs>,
  )

  it('are one tab stop, the open one', () => {
    expect(markup.match(/tabindex="0"/gi)).toHaveLength(1)
    expect(markup).toMatch(/aria-selected="true"[^>]*tabindex="0"[^>]*>terraform/i)
  })

  it('name their panel by the open tab, and only the open tab controls one', () => {
    const panel = /role="tabpanel" id="([^"]+)" aria-labelledby="([^"]+)"/.exec(markup)
    expect(markup).toContain(`id="${panel?.[2]}"`)
    expect(markup.match(/aria-controls="([^"]+)"/)?.[1]).toBe(panel?.[1])
    expect(markup.match(/aria-controls/g)).toHaveLength(1)
  })
})
