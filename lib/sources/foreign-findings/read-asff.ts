/** Security Hub's findings in ASFF, as `aws securityhub get-findings` prints them. Source: Security Hub guide, "ASFF". */

import type { ForeignReading, ForeignVerdict } from '../../findings/foreign-verdict.ts'
import { type Fields, fieldsOf, listOf, textOf } from './json-fields.ts'

const STATUS: Readonly<Record<string, ForeignVerdict['status']>> = { FAILED: 'FAIL', PASSED: 'PASS' }

/** @param at pointer of the list, empty where the file is one */
export function readAsff(file: string, findings: readonly unknown[], at: string): ForeignReading {
  const readings = findings.map((finding, index) => readFinding(file, `${at}/${index}`, fieldsOf(finding)))
  return {
    verdicts: readings.flatMap(({ verdicts }) => verdicts),
    notes: readings.flatMap(({ notes }) => notes),
  }
}

function readFinding(file: string, pointer: string, finding: Fields): ForeignReading {
  // Kept for history by Security Hub; what it says holds no more.
  if (finding['RecordState'] === 'ARCHIVED') return { verdicts: [], notes: [] }
  const check = checkOf(finding)
  const note = (at: string, message: string) => ({
    verdicts: [],
    notes: [{ file, pointer: `${pointer}${at}`, message }],
  })
  if (check === null) return note('/GeneratorId', 'The finding names no control.')
  const resources = listOf(finding['Resources']).map(fieldsOf)
  if (resources.length === 0) return note('/Resources', 'The finding names no resource.')
  const compliance = fieldsOf(finding['Compliance'])
  const read = resources.map((resource, index): ForeignReading => {
    const id = textOf(resource['Id'])
    if (id === null) return note(`/Resources/${index}/Id`, 'The resource has no id.')
    const verdict: ForeignVerdict = {
      ...check,
      title: textOf(finding['Title']) ?? check.checkId,
      status: STATUS[textOf(compliance['Status']) ?? ''] ?? 'UNKNOWN',
      muted: textOf(fieldsOf(finding['Workflow'])['Status']) === 'SUPPRESSED',
      resource: id,
      account: textOf(finding['AwsAccountId']),
      region: textOf(resource['Region']) ?? textOf(finding['Region']),
      severity: textOf(fieldsOf(finding['Severity'])['Label']),
      detail: textOf(finding['Description']) ?? '',
      file,
      pointer,
    }
    return { verdicts: [verdict], notes: [] }
  })
  return { verdicts: read.flatMap(({ verdicts }) => verdicts), notes: read.flatMap(({ notes }) => notes) }
}

/** Consolidated findings name the control; older ones end their generator with it; Prowler writes its check there. */
function checkOf(finding: Fields): Pick<ForeignVerdict, 'tool' | 'checkId'> | null {
  const generator = textOf(finding['GeneratorId'])
  const prowler = /^prowler-(\w+)$/.exec(generator ?? '')?.[1]
  if (prowler !== undefined) return { tool: 'Prowler', checkId: prowler }
  const named =
    textOf(fieldsOf(finding['Compliance'])['SecurityControlId']) ??
    textOf(fieldsOf(finding['ProductFields'])['ControlId']) ??
    /([A-Za-z][A-Za-z0-9]*\.\d+)$/.exec(generator ?? '')?.[1] ??
    generator
  return named === null ? null : { tool: 'Security Hub', checkId: named }
}
