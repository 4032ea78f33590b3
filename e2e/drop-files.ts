/** Drops files on the page the way a person does: a real drag-and-drop event with real File objects. */

import type { Page } from '@playwright/test'
import { sampleDocuments } from '../lib/sources/sample/sample-estate.ts'
import { zipBytes } from '../lib/testing/zip-bytes.ts'

export interface DroppedFile {
  readonly name: string
  readonly content: Buffer
}

export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  await page.getByRole('button', { name: 'Choose files' }).waitFor()
  const parts = files.map(({ name, content }) => ({ name, base64: content.toString('base64') }))
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer()
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      data.items.add(new File([bytes], name))
    }
    return data
  }, parts)
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', type, { dataTransfer: transfer })
  }
}

/**
 * The sample estate as the AWS CLI would print it: one file a call, a folder an account and region, zipped.
 * What the CLI prints beside the lists (collection errors, what was cut) is not in such files.
 */
export function sampleAsZip(): Buffer {
  const parts = sampleDocuments().flatMap((document) =>
    [...document.elements].map(([key, elements]) => ({
      name: `aws/${document.account}/${document.region}/${key}.json`,
      content: JSON.stringify({ [key]: elements }),
    })),
  )
  return zipBytes(parts)
}
