import 'server-only'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

let kept: string | null = null

/** The text of `docs/collect.sh`, shown to be copied; empty when the server was installed without its documents. */
export async function readCollector(): Promise<string> {
  kept ??= await readFile(join(process.cwd(), 'docs', 'collect.sh'), 'utf8').catch(() => null)
  return kept ?? ''
}
