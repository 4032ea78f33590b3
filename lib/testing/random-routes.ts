/** Tables of random estates as text: each subnet mostly has the ways its part in the estate needs, and now and then others. */

import fc from 'fast-check'
import { POOL4, POOL6 } from './random-filters.ts'
import { often, rarely } from './random-rules.ts'

export type SubnetId = `subnet-${1 | 2 | 3 | 4 | 5 | 6}`
export const SUBNETS: readonly SubnetId[] = ['subnet-1', 'subnet-2', 'subnet-3', 'subnet-4', 'subnet-5', 'subnet-6']
export const PREMISES = '192.168.0.0/16'

export function vpcNumberOf(subnetId: SubnetId): 1 | 2 | 3 {
  if (subnetId === 'subnet-6') return 3
  return subnetId === 'subnet-4' || subnetId === 'subnet-5' ? 2 : 1
}

/** Where each subnet's packets to anywhere mostly go: three VPCs with a public subnet each, private ones behind them. */
const DEFAULTS: Readonly<Record<SubnetId, readonly string[]>> = {
  'subnet-1': ['igw-1'],
  'subnet-2': ['nat-1', 'nat-1', 'igw-1'],
  'subnet-3': ['tgw-1', 'nat-1'],
  'subnet-4': ['igw-2', 'igw-2', 'tgw-1'],
  'subnet-5': ['nat-2', 'vgw-1', 'tgw-1', 'igw-2'],
  'subnet-6': ['igw-3', 'tgw-1'],
}

const anyTarget = (vpc: 1 | 2 | 3) =>
  fc.constantFrom(
    `igw-${vpc}`,
    'tgw-1',
    ...(vpc === 1 ? ['nat-1', 'pcx-1', 'eni-1', 'eni-2', 'vpce-1', 'vpce-2'] : []),
    ...(vpc === 2 ? ['nat-2', 'pcx-1', 'pcx-2', 'vgw-1', 'eni-5'] : []),
    ...(vpc === 3 ? ['pcx-2'] : []),
  )

const flag = fc.constantFrom('', '', '', '', ' blackhole', ' filtered', ' propagated', ' propagated')

function strayRoute(vpc: 1 | 2 | 3): fc.Arbitrary<string> {
  const destination = fc.constantFrom(...POOL4.slice(1), '10.0.2.0/24', 'pl-1', 'pl-2')
  const four = fc
    .tuple(destination, anyTarget(vpc), flag)
    .map(([to, target, state]) => `${to} ${target}${to.startsWith('pl-') ? state.replace(' propagated', '') : state}`)
  const six = fc
    .tuple(
      fc.constantFrom(...POOL6),
      fc.constantFrom(`igw-${vpc}`, `eigw-${vpc}`, 'tgw-1', vpc === 3 ? 'pcx-2' : 'pcx-1'),
      flag,
    )
    .map(([to, target, state]) => `${to} ${target}${state}`)
  return fc.oneof({ weight: 3, arbitrary: four }, { weight: 1, arbitrary: six })
}

export interface Blocks {
  readonly four: readonly [string, string, string]
  readonly six: readonly [string, string, string]
}

/** Made for the blocks of the three VPCs once these are known. */
export type RoutesOf = (blocks: Blocks) => readonly string[]

export function routesFor(subnetId: SubnetId): fc.Arbitrary<RoutesOf> {
  const vpc = vpcNumberOf(subnetId)
  return fc
    .record({
      four: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...DEFAULTS[subnetId]) },
        { weight: 2, arbitrary: fc.option(anyTarget(vpc), { nil: null }) },
      ),
      six: fc.constantFrom(`igw-${vpc}`, `igw-${vpc}`, `eigw-${vpc}`, null),
      others: fc.array(fc.constantFrom('tgw-1', 'pcx', 'none'), { minLength: 3, maxLength: 3 }),
      premises: fc.constantFrom('tgw-1', vpc === 2 ? 'vgw-1' : 'tgw-1', null),
      service: often,
      strays: fc
        .tuple(rarely, fc.array(strayRoute(vpc), { maxLength: 2 }))
        .map(([now, some]) => (now ? some : some.slice(1))),
    })
    .map((plan) => (blocks) => {
      const joins = [1, 2, 3]
        .filter((other) => other !== vpc)
        .flatMap((other) => joinTo({ vpc, other, by: plan.others[other - 1] ?? 'none', blocks }))
      return distinct([
        ...locals(vpc, blocks),
        ...(plan.four === null ? [] : [`0.0.0.0/0 ${plan.four}`]),
        ...(plan.six === null ? [] : [`::/0 ${plan.six}`]),
        ...joins,
        ...(plan.premises === null ? [] : [`${PREMISES} ${plan.premises}`]),
        ...(plan.service && vpc === 1 ? ['pl-s3 vpce-1'] : []),
        ...plan.strays,
      ])
    })
}

export function locals(vpc: number, { four, six }: Blocks): readonly string[] {
  return [`${four[vpc - 1]} local`, `${six[vpc - 1]} local`]
}

interface Join {
  readonly vpc: number
  readonly other: number
  readonly by: string
  readonly blocks: Blocks
}

/** VPC 2 is the peer of both others; those two have only the transit gateway. */
function joinTo({ vpc, other, by, blocks }: Join): readonly string[] {
  const peering = Math.min(vpc, other) === 1 && Math.max(vpc, other) === 3 ? null : `pcx-${Math.min(vpc, other)}`
  const target = by === 'pcx' ? peering : by === 'none' ? null : by
  return target === null ? [] : [`${blocks.four[other - 1]} ${target}`, `${blocks.six[other - 1]} ${target}`]
}

/** Two routes of one table share a destination only when one was made and the other came by propagation. */
function distinct(routes: readonly string[]): readonly string[] {
  const placeOf = (text: string) => `${text.split(' ')[0]} ${text.endsWith(' propagated')}`
  return routes.filter((text, index) => routes.findIndex((each) => placeOf(each) === placeOf(text)) === index)
}
