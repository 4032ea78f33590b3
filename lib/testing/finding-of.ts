import { charter } from '../findings/charter.ts'
import type { Finding } from '../findings/finding.ts'
import type { ReportedFinding } from '../findings/reported-finding.ts'

/** A whole finding with the parts a test cares about. */
export function findingOf(parts: Partial<Finding> = {}): Finding {
  return {
    id: 'f-1',
    rootCauseId: 'f-1',
    ruleId: 'SG-003',
    ruleVersion: 1,
    title: 'SSH on bastion-1 is open to the internet',
    description: 'Any address can open tcp/22.',
    status: 'FAIL',
    reasonNotEvaluated: null,
    severity: { base: 'high', effective: 'critical', why: ['reachable now'] },
    exposure: { level: 'internet', path: [] },
    resource: {
      id: 'sg-1',
      type: 'security-group',
      arn: null,
      name: 'bastion',
      account: '111122223333',
      region: 'eu-west-1',
      vpcId: 'vpc-1',
      tags: {},
    },
    related: [],
    ports: ['tcp/22'],
    evidence: [],
    settingsUsed: {},
    charter: charter('E.security-groups-first'),
    compliance: [],
    remediation: { summary: 'Remove the rule.', cli: [], terraform: null, console: [] },
    ...parts,
  }
}

/** The same as a report lists it. */
export function reportedFinding(parts: Partial<ReportedFinding> = {}): ReportedFinding {
  const collected = '2026-05-04T10:00:00Z'
  return { ...findingOf(), mute: null, delta: null, firstSeen: collected, lastSeen: collected, ...parts }
}
