import type { NetworkFirewall } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'

/** Source: Network Firewall guide, "Firewall settings", "Logging network traffic"; API reference, Firewall. */
export const firewallNotResilient: FindingRule = {
  id: 'INL-004',
  version: 1,
  title: 'Network firewall is missing in a zone, not logged or not protected',
  logic:
    'A firewall has an endpoint subnet in each zone in which an instance of its VPC stands, two zones at least; it writes ALERT and FLOW logs; deletion and change of its subnets are protected.',
  charter: charter('M.in-line-inspection'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [
    fsbp('NetworkFirewall.1'),
    fsbp('NetworkFirewall.2'),
    fsbp('NetworkFirewall.9', 'exact'),
    fsbp('NetworkFirewall.10', 'exact'),
    awsConfig('netfw-multi-az-enabled'),
    awsConfig('netfw-logging-enabled'),
    awsConfig('netfw-subnet-change-protection-enabled'),
  ],
  needs: ['Firewalls'],
  sharpenedBy: ['Subnets', 'NetworkInterfaces'],
  check: (context) => [...context.inventory.networkFirewalls.values()].map((firewall) => outcomeOf(context, firewall)),
}

interface Part {
  /** What is wrong; null when it is right or not known. */
  readonly fault: string | null
  /** What was not told, or null. */
  readonly untold: string | null
  readonly field: string
  readonly cli: readonly string[]
}

function outcomeOf(context: RuleContext, firewall: NetworkFirewall): RuleOutcome {
  const { inventory } = context
  const { id, region, vpcId } = firewall
  const subject = subjectFor(firewall, 'network-firewall', vpcId)
  const parts = [zonePart(context, firewall), logPart(firewall), ...protectionParts(firewall)]
  const faulty = parts.filter(({ fault }) => fault !== null)
  const untold = parts.flatMap((part) => part.untold ?? [])
  if (faulty.length === 0 && untold.length > 0)
    return undecided(subject, {
      reason: `Of firewall ${named(firewall)} ${listWords(untold)} ${untold.length === 1 ? 'was' : 'were'} not told.`,
      remedy: [
        shell`aws network-firewall describe-firewall --region ${region} --firewall-arn ${id}`,
        shell`aws network-firewall describe-logging-configuration --region ${region} --firewall-arn ${id}`,
      ].join('; '),
    })
  if (faulty.length === 0)
    return passed(subject, `${named(firewall)} stands in every zone in use, is logged and protected.`)
  const faults = faulty.flatMap(({ fault }) => fault ?? [])
  return failed(subject, {
    title: `${shortName(firewall.name ?? id)}: ${listWords(faults)}`,
    description:
      `Of network firewall ${named(firewall)}: ${listWords(faults)}. ${untold.length > 0 ? `Not told: ${listWords(untold)}.` : ''}`.trim(),
    severity: fixed('medium', 'the firewall may be missing, or blind, when it is needed'),
    related: vpcId === null ? [] : [{ role: 'vpc', id: vpcId }],
    evidence: faulty.map(({ fault, field }) =>
      resourceEvidence(inventory, firewall, { excerpt: fault ?? '', ...(field === '' ? {} : { field }) }),
    ),
    remediation: {
      summary: 'Each command mends one point and stops no traffic. Another zone and logs are billed.',
      cli: faulty.flatMap(({ cli }) => cli),
      terraform:
        'resource "aws_networkfirewall_firewall" "this" {\n  delete_protection        = true\n  subnet_change_protection = true\n}',
      console: [`Open the VPC console in ${region}, Network Firewall, Firewalls, ${firewall.name ?? id}.`],
    },
  })
}

function zonePart({ inventory, network }: RuleContext, firewall: NetworkFirewall): Part {
  const { id, region, vpcId, subnetIds, unread } = firewall
  const field = 'SubnetMappings'
  const right: Part = { fault: null, untold: null, field, cli: [] }
  // One that is attached to a transit gateway has no VPC of its own: AWS keeps its endpoints.
  if (vpcId === null) return right
  const subnets = subnetIds.flatMap((each) => inventory.subnets.get(each) ?? [])
  if (unread.length > 0 || subnets.length < subnetIds.length) return { ...right, untold: 'the zones of its endpoints' }
  const standing = new Set(subnets.map(({ availabilityZone }) => availabilityZone))
  const used = (network.index.subnetsByVpc.get(vpcId) ?? [])
    .filter((subnet) => network.index.interfacesBySubnet.get(subnet.id)?.some(({ instanceId }) => instanceId !== null))
    .map(({ availabilityZone }) => availabilityZone)
  const left = [...new Set(used)].filter((zone) => !standing.has(zone)).toSorted()
  const addTo = (zone: string) =>
    shell`aws network-firewall associate-subnets --region ${region} --firewall-arn ${id} --subnet-mappings ${`SubnetId=<firewall subnet in ${zone}>`}`
  if (left.length > 0) return { ...right, fault: `no endpoint in ${listWords(left)}`, cli: left.map(addTo) }
  if (standing.size < 2) return { ...right, fault: 'endpoints in one zone only', cli: [addTo('another zone')] }
  const whole = (['Subnets', 'NetworkInterfaces'] as const).every(
    (key) => coverageOf(inventory, firewall, key) === 'complete',
  )
  return whole ? right : { ...right, untold: 'which zones its VPC uses' }
}

const LOGS = ['ALERT', 'FLOW']

function logPart({ id, region, logTypes }: NetworkFirewall): Part {
  const field = 'LoggingConfiguration'
  if (logTypes === null) return { fault: null, untold: 'its logging', field, cli: [] }
  const left = LOGS.filter((type) => !logTypes.includes(type))
  if (left.length === 0) return { fault: null, untold: null, field, cli: [] }
  return {
    fault: `no ${listWords(left)} log`,
    untold: null,
    field,
    cli: [
      shell`aws network-firewall update-logging-configuration --region ${region} --firewall-arn ${id} --logging-configuration ${'file://logging.json'}`,
    ],
  }
}

function protectionParts({ id, region, deleteProtection, subnetChangeProtection }: NetworkFirewall): readonly Part[] {
  const facts = [
    [
      'deletion not protected',
      'DeleteProtection',
      deleteProtection,
      'update-firewall-delete-protection',
      '--delete-protection',
    ],
    [
      'change of subnets not protected',
      'SubnetChangeProtection',
      subnetChangeProtection,
      'update-subnet-change-protection',
      '--subnet-change-protection',
    ],
  ] as const
  return facts.map(([fault, field, value, call, option]) => ({
    fault: value === false ? fault : null,
    untold: value === null ? field : null,
    field,
    cli: [shell`aws network-firewall ${call} --region ${region} --firewall-arn ${id} ${option}`],
  }))
}
