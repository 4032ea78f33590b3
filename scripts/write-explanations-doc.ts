/** Writes docs/explanations.md from the codes of an answer. Run it after changing one: `node scripts/write-explanations-doc.ts`. */

import { writeFileSync } from 'node:fs'
import { explanationsDocument } from './explanations-document.ts'

writeFileSync(new URL('../docs/explanations.md', import.meta.url), explanationsDocument())
