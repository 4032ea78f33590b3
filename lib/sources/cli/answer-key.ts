/** What a member of an AWS answer is: a list of elements, rows that hang off another resource, one object, or a mark. */

import type { DescribeKey } from '../../describe/document.ts'
import { isKnownKey, PARENT_FIELD } from '../../describe/wrapper-keys.ts'

export type AnswerKey =
  /** A list whose elements the builder knows under `key`. */
  | { readonly kind: 'elements'; readonly key: string }
  /** Rows of one parent, which the answer itself does not name. */
  | { readonly kind: 'rows'; readonly key: string; readonly field: string; readonly parent: RowParent }
  /** One object instead of a list, with members of the answer that belong to it. */
  | { readonly kind: 'object'; readonly key: string; readonly beside: readonly string[] }
  | { readonly kind: 'ignored' }

/** How a parent's id looks, and the field that carries it. `byName`: a name will do, and is looked up. */
export interface RowParent {
  readonly idField: string
  readonly id: RegExp
  readonly byName: boolean
}

const TRANSIT_TABLE = /^tgw-rtb-[0-9a-z]+$/
const PREFIX_LIST = /^pl-[0-9a-z]+$/
const ARN = /^arn:[^\s]{1,300}$/

const ROW_IDS: Readonly<Record<string, RegExp>> = {
  Routes: TRANSIT_TABLE,
  Associations: TRANSIT_TABLE,
  TransitGatewayRouteTablePropagations: TRANSIT_TABLE,
  Entries: PREFIX_LIST,
  AllowedPrincipals: /^vpce-svc-[0-9a-z]+$/,
  TargetHealthDescriptions: ARN,
  ResourceArns: ARN,
}

const OBJECTS: Readonly<Record<string, readonly string[]>> = {
  DomainStatus: [],
  cluster: [],
  Accelerator: [],
  VpcBlockPublicAccessOptions: [],
  Firewall: ['FirewallStatus'],
  FirewallPolicy: ['FirewallPolicyResponse'],
  RuleGroup: ['RuleGroupResponse'],
  LoggingConfiguration: ['FirewallArn'],
}

/** Keys whose elements the builder wants whole, not unwrapped from their own name. */
const UNWRAPPED_OBJECTS: ReadonlySet<string> = new Set([
  'DomainStatus',
  'cluster',
  'Accelerator',
  'VpcBlockPublicAccessOptions',
])

/** Spellings of other collectors. */
const ALIASES: Readonly<Record<string, string>> = {
  DirectConnectGatewayAssociations: 'directConnectGatewayAssociations',
}

/** `operation` is the call as the path tells it: `Attributes` is the word of four calls. */
export function answerKey(name: string, operation: string): AnswerKey {
  if (name === 'Attributes') return attributesKey(operation)
  const key = Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name
  const id = Object.hasOwn(ROW_IDS, key) ? ROW_IDS[key] : undefined
  const idField = Object.hasOwn(PARENT_FIELD, key) ? PARENT_FIELD[key] : undefined
  if (id !== undefined && idField !== undefined) {
    return { kind: 'rows', key, field: key, parent: { idField, id, byName: key === 'TargetHealthDescriptions' } }
  }
  return isKnownKey(key) ? { kind: 'elements', key } : { kind: 'ignored' }
}

/** What a member whose value is an object may be. */
export function objectKey(name: string): AnswerKey {
  const beside = Object.hasOwn(OBJECTS, name) ? OBJECTS[name] : undefined
  return beside === undefined ? { kind: 'ignored' } : { kind: 'object', key: name, beside }
}

export function isUnwrapped(key: string): boolean {
  return UNWRAPPED_OBJECTS.has(key)
}

/** Members that stand beside an object or a list and are read with it, so they are not "ignored". */
export const BESIDE: ReadonlySet<string> = new Set([
  ...Object.values(OBJECTS).flat(),
  'AdditionalRoutesAvailable',
  'ResponseMetadata',
  'failures',
  'status_code',
  'Source',
  'UpdateToken',
])

function attributesKey(operation: string): AnswerKey {
  if (/target-?group/.test(operation)) return attributes('TargetGroupAttributes', 'TargetGroupArn')
  return /load-?balancer|elbv2/.test(operation) && !/^elb-/.test(operation)
    ? attributes('LoadBalancerAttributes', 'LoadBalancerArn')
    : { kind: 'ignored' }
}

function attributes(key: string, idField: string): AnswerKey {
  return { kind: 'rows', key, field: 'Attributes', parent: { idField, id: ARN, byName: true } }
}

/** Lists of names or ARNs only: when empty, they prove that there is nothing of the kind. By operation and member. */
const EMPTY_LISTS: readonly (readonly [RegExp, string, DescribeKey])[] = [
  [/^eks-/, 'clusters', 'EksClusters'],
  [/^ecs-/, 'clusterArns', 'EcsClusters'],
  [/^ecs-/, 'clusters', 'EcsClusters'],
  [/^ecs-/, 'serviceArns', 'EcsServices'],
  [/^ecs-/, 'services', 'EcsServices'],
  [/^guardduty-/, 'DetectorIds', 'Detectors'],
  [/^redshift-/, 'Clusters', 'RedshiftClusters'],
  [/^memorydb-/, 'Clusters', 'MemoryDBClusters'],
  [/^(?:opensearch|es)-/, 'DomainNames', 'DomainStatusList'],
]

/** The key an empty list of this name proves collected, where the name alone does not tell. */
export function keyOfEmptyList(name: string, operation: string): DescribeKey | null {
  return EMPTY_LISTS.find(([pattern, member]) => member === name && pattern.test(operation))?.[2] ?? null
}
