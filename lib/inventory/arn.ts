/** Amazon Resource Names: what their parts tell. Source: IAM user guide, ARN format. */

/** `arn:partition:service:region:account:resource`; null when the text is none. */
export function partsOfArn(arn: string | null): readonly string[] | null {
  if (arn === null || !arn.startsWith('arn:')) return null
  const parts = arn.split(':')
  return parts.length >= 6 ? parts : null
}

export function accountOfArn(arn: string | null): string | null {
  return partsOfArn(arn)?.[4] || null
}

export function regionOfArn(arn: string | null): string | null {
  const region = partsOfArn(arn)?.[3]
  return region && isRegion(region) ? region : null
}

/** Is it a region's name, or `unknown`, or the `global` of services that have none? Source: AWS Regions and endpoints. */
export function isRegion(text: string): boolean {
  return /^(?:[a-z]{2,6}(?:-[a-z]+)+-\d{1,2}|unknown|global)$/.test(text)
}

/** The last part of a path-like ARN: the id itself, as in `…:subnet/subnet-1`. */
export function idOfArn(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1)
}

/** `eu-west-1` of `eu-west-1a`, of `us-west-2-lax-1a` and of `us-east-1-wl1-bos-wlz-1`; null when it is no zone. */
export function regionOfZone(zone: string): string | null {
  return /^[a-z]{2}(?:-[a-z]+)+?-\d/.exec(zone)?.[0] ?? null
}

export interface ArnFacts {
  readonly service: string
  readonly account: string
  readonly region: string
  /** e.g. `loadbalancer/web`. */
  readonly resource: string
}

/** The ARN of something AWS lists without one: its name alone is not unique across accounts. */
export function arnOf({ service, account, region, resource }: ArnFacts): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`
}

/** Source: AWS General Reference, "Amazon Resource Names". */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
