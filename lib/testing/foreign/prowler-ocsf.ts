/** Prowler's findings as its OCSF output writes them: Detection Findings, all fields. Source: OCSF schema 1.4, class 2004. */

import type { JsonObject } from '../../describe/document.ts'

export interface ProwlerFinding {
  readonly check: string
  readonly status: 'FAIL' | 'PASS' | 'MANUAL'
  /** ARN. */
  readonly resource: string
  readonly title?: string
  readonly muted?: boolean
}

export function prowlerOcsf(findings: readonly ProwlerFinding[]): string {
  return JSON.stringify(findings.map(event), null, 2)
}

function event({ check, status, resource, title = check, muted = false }: ProwlerFinding): JsonObject {
  const [, , , service = '', region = '', account = ''] = ['', ...resource.split(':')]
  const name = resource.slice(resource.lastIndexOf('/') + 1)
  return {
    message: `${name}: ${status}`,
    metadata: {
      event_code: check,
      product: { name: 'Prowler', uid: 'prowler', vendor_name: 'Prowler', version: '5.40.0' },
      profiles: ['cloud', 'datetime'],
      tenant_uid: '',
      version: '1.4.0',
    },
    severity_id: 4,
    severity: 'High',
    status: muted ? 'Suppressed' : 'New',
    status_code: status,
    status_detail: `${name}: ${status}`,
    status_id: muted ? 3 : 1,
    unmapped: { related_url: '', categories: [], depends_on: [], related_to: [], notes: '', compliance: {} },
    activity_name: 'Create',
    activity_id: 1,
    finding_info: {
      created_time: 1_777_888_800,
      created_time_dt: '2026-05-04T10:00:00.000000',
      desc: title,
      title,
      types: ['Software and Configuration Checks'],
      uid: `prowler-aws-${check}-${account}-${region}-${name}`,
    },
    resources: [
      {
        cloud_partition: 'aws',
        region,
        data: { details: '', metadata: {} },
        group: { name: service },
        labels: [],
        name,
        type: 'Other',
        uid: resource,
      },
    ],
    category_name: 'Findings',
    category_uid: 2,
    class_name: 'Detection Finding',
    class_uid: 2004,
    cloud: {
      account: { name: '', type: 'AWS Account', type_id: 10, uid: account, labels: [] },
      org: { name: '', uid: '' },
      provider: 'aws',
      region,
    },
    remediation: { desc: '', references: [] },
    risk_details: '',
    time: 1_777_888_800,
    time_dt: '2026-05-04T10:00:00.000000',
    type_uid: 200_401,
    type_name: 'Detection Finding: Create',
  }
}
