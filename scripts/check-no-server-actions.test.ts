import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findServerActions } from './check-no-server-actions.ts'

const MANIFEST = '.next/server/server-reference-manifest.json'

describe('the check for Server Actions', () => {
  let root = ''
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'portolan-actions-'))
    write('app/page.tsx', 'export default function Page() { return null }')
    write(MANIFEST, '{"node":{},"edge":{},"encryptionKey":"x"}')
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('passes a build without any', () => {
    expect(findServerActions(root)).toEqual([])
  })

  it('names the file that says so, at its top or inside a function', () => {
    write('app/a.ts', "'use server'\nexport async function act() {}")
    write('components/b.tsx', 'export function B() { async function act() {\n  "use server"\n } return null }')
    expect(findServerActions(root)).toEqual(["app/a.ts says 'use server'.", "components/b.tsx says 'use server'."])
  })

  it('lets a comment speak of it', () => {
    write('lib/c.ts', "// no 'use server' here\nexport const x = 1")
    expect(findServerActions(root)).toEqual([])
  })

  it('reads what was built, not only what was written', () => {
    write(MANIFEST, '{"node":{"7f00":{"workers":{}}},"edge":{}}')
    expect(findServerActions(root)).toEqual([`${MANIFEST} lists Server Actions under node.`])
  })

  it('never passes for want of a build', () => {
    rmSync(join(root, MANIFEST))
    expect(findServerActions(root)).toEqual([`${MANIFEST} is missing: build first.`])
  })
})
