/** Prowler's OCSF JSON: Detection Findings (2004), and Compliance Findings (2003) of the same shape. Source: OCSF schema. */

import type { ForeignReading, ForeignVerdict } from '../../findings/foreign-verdict.ts'
import { type Fields, fieldsOf, listOf, textOf } from './json-fields.ts'

const STATUS: Readonly<Record<string, ForeignVerdict['status']>> = { FAIL: 'FAIL', PASS: 'PASS' }

export function readOcsf(file: string, events: readonly unknown[]): ForeignReading {
  const readings = events.map((event, index) => readEvent(file, `/${index}`, fieldsOf(event)))
  return {
    verdicts: readings.flatMap(({ verdicts }) => verdicts),
    notes: readings.flatMap(({ notes }) => notes),
  }
}

function readEvent(file: string, pointer: string, event: Fields): ForeignReading {
  const metadata = fieldsOf(event['metadata'])
  const info = fieldsOf(event['finding_info'])
  const checkId = textOf(metadata['event_code']) ?? textOf(fieldsOf(event['compliance'])['control'])
  const resources = listOf(event['resources']).map(fieldsOf)
  const note = (at: string, message: string) => ({
    verdicts: [],
    notes: [{ file, pointer: `${pointer}${at}`, message }],
  })
  if (checkId === null) return note('/metadata/event_code', 'The finding names no check.')
  if (resources.length === 0) return note('/resources', 'The finding names no resource.')
  const cloud = fieldsOf(event['cloud'])
  const read = resources.map((resource, at): ForeignReading => {
    const uid = textOf(resource['uid']) ?? textOf(resource['name'])
    if (uid === null) return note(`/resources/${at}/uid`, 'The resource has neither uid nor name.')
    const verdict: ForeignVerdict = {
      tool: 'Prowler',
      checkId,
      title: textOf(info['title']) ?? checkId,
      status: STATUS[textOf(event['status_code']) ?? ''] ?? 'UNKNOWN',
      muted: textOf(event['status']) === 'Suppressed',
      resource: uid,
      account: textOf(fieldsOf(cloud['account'])['uid']),
      region: textOf(resource['region']) ?? textOf(cloud['region']),
      severity: textOf(event['severity']),
      detail: textOf(event['status_detail']) ?? textOf(event['message']) ?? '',
      file,
      pointer,
    }
    return { verdicts: [verdict], notes: [] }
  })
  return { verdicts: read.flatMap(({ verdicts }) => verdicts), notes: read.flatMap(({ notes }) => notes) }
}
