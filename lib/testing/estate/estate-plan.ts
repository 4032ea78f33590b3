/** How an estate of a given number of interfaces is cut into accounts, regions and VPCs, and how its ids are made. */

/** One account in one region, and the numbers of its VPCs. */
export interface EstatePlace {
  readonly index: number
  readonly account: string
  readonly region: string
  readonly vpcs: readonly number[]
}

export interface EstatePlan {
  readonly seed: number
  readonly places: readonly EstatePlace[]
  readonly vpcs: number
  /** How many interfaces the VPC of a number has; all of them together are the size asked for. */
  readonly interfacesOf: (vpc: number) => number
}

export interface EstateRequest {
  readonly interfaces: number
  /** The same seed is the same estate, byte for byte; 1 unless told. */
  readonly seed?: number
}

/** A VPC of a large organisation: what 500 interfaces need in subnets, groups and gateways is made once for each. */
const INTERFACES_PER_VPC = 500
const VPCS_PER_ACCOUNT = 24
const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'ap-south-1'] as const

export function planEstate({ interfaces, seed = 1 }: EstateRequest): EstatePlan {
  const vpcs = Math.max(4, Math.ceil(interfaces / INTERFACES_PER_VPC))
  const accounts = Math.min(50, Math.max(2, Math.ceil(vpcs / VPCS_PER_ACCOUNT)))
  const regions = vpcs < 64 ? 1 : REGIONS.length
  const count = accounts * regions
  const places = Array.from({ length: count }, (_, index) => ({
    index,
    account: String(111_122_223_333 + 11_110 * (index % accounts)),
    region: REGIONS[Math.floor(index / accounts)] ?? 'eu-west-1',
    vpcs: Array.from({ length: Math.ceil((vpcs - index) / count) }, (_, turn) => index + turn * count),
  }))
  const each = Math.floor(interfaces / vpcs)
  const rest = interfaces % vpcs
  return { seed, places, vpcs, interfacesOf: (vpc) => each + (vpc < rest ? 1 : 0) }
}

/** A number that looks like chance and is the same every time: 32 bits, no two inputs of one seed alike. */
export function mix(seed: number, index: number): number {
  let value = (index ^ Math.imul(seed, 0x9e3779b1)) >>> 0
  value = Math.imul(value ^ (value >>> 16), 0x21f0aaad)
  value = Math.imul(value ^ (value >>> 15), 0x735a2d97)
  return (value ^ (value >>> 15)) >>> 0
}

/** As long as AWS's: seventeen digits, in no order that reading could lean on. */
export function awsId<P extends string>(prefix: P, seed: number, index: number): `${P}-${string}` {
  return `${prefix}-0${hex(mix(seed + prefix.length * 131 + prefix.charCodeAt(0), index))}${hex(index)}`
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0')
}
