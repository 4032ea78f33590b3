import { shell } from '../../../inventory/shell-quote.ts'
import type { ConfigurationRecorder } from '../../../inventory/watching.ts'
import { charter } from '../../charter.ts'
import { awsConfig, cis, fsbp } from '../../compliance.ts'
import { passed, undecided } from '../../outcomes.ts'
import { type RegionScope, regionScopes } from '../../region-scopes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords } from '../../wording.ts'
import { regionFailed } from './region-fault.ts'

/** Source: GuardDuty guide, "Detectors"; AWS Config guide, "Recording AWS resources". */
export const guardDutyAndConfig: FindingRule = {
  id: 'HUB-004',
  version: 1,
  title: 'GuardDuty is off, or Config does not record the network',
  logic:
    'A GuardDuty detector is enabled, and a configuration recorder runs that records VPCs, subnets, route tables, security groups, network ACLs, gateways and interfaces.',
  charter: charter('L.security-hub'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [
    fsbp('GuardDuty.1'),
    fsbp('Config.1'),
    awsConfig('guardduty-enabled-centralized'),
    ...cis({ '3.0': '3.3', '5.0': '3.3' }),
  ],
  needs: ['Detectors', 'ConfigurationRecorders'],
  sharpenedBy: [],
  check: (context) => regionScopes(context.inventory).flatMap((scope) => outcomesOf(context, scope)),
}

const TYPES = ['VPC', 'Subnet', 'RouteTable', 'SecurityGroup', 'NetworkAcl', 'InternetGateway', 'NetworkInterface'].map(
  (name) => `AWS::EC2::${name}`,
)

function outcomesOf({ inventory }: RuleContext, scope: RegionScope): readonly RuleOutcome[] {
  const { account, region } = scope.resource
  const here = (each: { readonly account: string; readonly region: string }) =>
    each.account === account && each.region === region
  const detectors = inventory.detectors.filter(here)
  const recorders = inventory.configurationRecorders.filter(here)
  const whole = (key: 'Detectors' | 'ConfigurationRecorders') => scope.document.coverage.get(key) === 'complete'
  const watched = detectors.some(({ enabled }) => enabled === true)
  const left = TYPES.filter((type) => !recorders.some((each) => each.recording === true && recordsType(each, type)))
  if (watched && left.length === 0) return [passed(scope, `GuardDuty and Config watch ${account} in ${region}.`)]
  const silent = recorders.some(({ recording, records }) => recording === null || records === 'unknown')
  const faults = [
    ...(!watched && whole('Detectors') && detectors.every(({ enabled }) => enabled === false)
      ? ['GuardDuty is not enabled']
      : []),
    ...(left.length > 0 && whole('ConfigurationRecorders') && !silent
      ? [`Config does not record ${listWords(left)}`]
      : []),
  ]
  const [recorder = null] = recorders
  if (faults.length > 0) return [failure(scope, { faults, left, recorder, detectorId: detectors[0]?.id ?? null })]
  if (!whole('Detectors') || !whole('ConfigurationRecorders')) return []
  return [
    undecided(scope, {
      reason: `The status of GuardDuty or of the configuration recorder of ${account} in ${region} was not told.`,
      remedy: watched
        ? shell`aws configservice describe-configuration-recorder-status --region ${region}`
        : shell`aws guardduty get-detector --region ${region} --detector-id ${detectors[0]?.id ?? '<detector>'}`,
    }),
  ]
}

function recordsType({ records, resourceTypes }: ConfigurationRecorder, type: string): boolean {
  if (records === 'all-but') return !resourceTypes.includes(type)
  return records === 'all' || (records === 'only' && resourceTypes.includes(type))
}

interface Found {
  readonly faults: readonly string[]
  /** The types Config does not record. */
  readonly left: readonly string[]
  readonly recorder: ConfigurationRecorder | null
  /** Of a detector that is there and off: an account and Region has one at most. */
  readonly detectorId: string | null
}

/** As a title has room for it. */
function titleOf({ faults, left }: Found): string {
  const what = left.length === TYPES.length ? 'the network' : `${left.length} types of the network`
  const short = left.length > 1 ? `Config does not record ${what}` : null
  return listWords(faults.map((fault) => (isGuardDuty(fault) ? fault : (short ?? fault))))
}

function failure(scope: RegionScope, found: Found): RuleOutcome {
  const { faults, detectorId } = found
  const { account, region } = scope.resource
  return regionFailed(scope, {
    title: `${titleOf(found)} in ${region}`,
    description: `In account ${account} and ${region}, ${listWords(faults)}. ${lossOf(faults)} leave no record there.`,
    severity: fixed('medium', `${lossOf(faults).toLowerCase().replace(/,$/, '')} go unseen`),
    excerpt: faults.join('; '),
    remediation: {
      summary: `Switch on what is off. It costs by use.${found.left.length > 0 && found.recorder !== null ? REPLACES : ''}`,
      cli: faults.flatMap((fault) => {
        if (!isGuardDuty(fault)) return recorderCommands(found, region)
        return detectorId === null
          ? shell`aws guardduty create-detector --region ${region} --enable`
          : shell`aws guardduty update-detector --region ${region} --detector-id ${detectorId} --enable`
      }),
      console: faults.map((fault) =>
        isGuardDuty(fault)
          ? `Open the GuardDuty console in ${region}, Get started, Enable GuardDuty.`
          : `Open the AWS Config console in ${region}, Settings, and let the recorder record these types.`,
      ),
    },
  })
}

function isGuardDuty(fault: string): boolean {
  return fault.startsWith('GuardDuty')
}

/** GuardDuty sees attacks, Config sees changes. */
function lossOf(faults: readonly string[]): string {
  if (faults.every(isGuardDuty)) return 'Attacks on the network'
  return faults.some(isGuardDuty) ? 'Attacks on the network, and changes of it,' : 'Changes of the network'
}

const REPLACES =
  ' What is put replaces the whole recorder: take its role, and its recording mode where it has one, from what the first command prints.'

/** Source: AWS Config API, PutConfigurationRecorder (the group given replaces the one there is), StartConfigurationRecorder. */
function recorderCommands({ recorder, left }: Found, region: string): readonly string[] {
  const name = recorder?.name ?? 'default'
  const start = shell`aws configservice start-configuration-recorder --region ${region} --configuration-recorder-name ${name}`
  const group = recorder === null ? { allSupported: true } : groupWith(recorder, left)
  if (group === null) return [start]
  const put = shell`aws configservice put-configuration-recorder --region ${region} --configuration-recorder ${JSON.stringify({ name, roleARN: '<role of the recorder>', recordingGroup: group })}`
  const before = recorder === null ? [] : [shell`aws configservice describe-configuration-recorders --region ${region}`]
  const channel = JSON.stringify({ name, s3BucketName: '<bucket>' })
  const deliver =
    recorder === null
      ? [shell`aws configservice put-delivery-channel --region ${region} --delivery-channel ${channel}`]
      : []
  return [...before, put, ...deliver, ...(recorder?.recording === true ? [] : [start])]
}

/** What it records already, and these types; null where it would record them once it runs. */
function groupWith(recorder: ConfigurationRecorder, left: readonly string[]): Readonly<Record<string, unknown>> | null {
  const { records, resourceTypes } = recorder
  if (left.every((type) => recordsType(recorder, type))) return null
  if (records === 'only') return { allSupported: false, resourceTypes: [...new Set([...resourceTypes, ...left])] }
  const kept = resourceTypes.filter((type) => !left.includes(type))
  if (records !== 'all-but' || kept.length === 0) return { allSupported: true }
  return {
    allSupported: false,
    exclusionByResourceTypes: { resourceTypes: kept },
    recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
  }
}
