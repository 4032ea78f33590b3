/** The Regions there are. A Region becomes a part of a host's name, so only these are ever used. */

/** Region → partition. Source: AWS General Reference, "Regional endpoints". */
const REGIONS_OF: Readonly<Record<string, readonly string[]>> = {
  aws: [
    ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'mx-central-1', 'sa-east-1'],
    ...[
      'eu-central-1',
      'eu-central-2',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
    ],
    ...['ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2'],
    ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6'],
    ...['ap-southeast-7', 'af-south-1', 'il-central-1', 'me-central-1', 'me-south-1'],
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-eusc': ['eusc-de-east-1'],
}

const PARTITION_BY_REGION: ReadonlyMap<string, string> = new Map(
  Object.entries(REGIONS_OF).flatMap(([partition, regions]) => regions.map((region) => [region, partition] as const)),
)

/** Where the partition's accounts are asked what is the same in every Region; each is enabled by default. */
const HOMES: ReadonlyMap<string, string> = new Map([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-northwest-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-eusc', 'eusc-de-east-1'],
])

export function isRegion(text: string): boolean {
  return PARTITION_BY_REGION.has(text)
}

export function regionsOf(partition: string): readonly string[] {
  return Object.hasOwn(REGIONS_OF, partition) ? (REGIONS_OF[partition] ?? []) : []
}

/** Null for what is no Region. */
export function partitionOfRegion(region: string): string | null {
  return PARTITION_BY_REGION.get(region) ?? null
}

export function homeRegion(partition: string): string {
  return HOMES.get(partition) ?? 'us-east-1'
}

/** Every host of AWS's APIs ends with one of these. Source: AWS General Reference, "AWS service endpoints". */
const DOMAINS = [
  '.amazonaws.com',
  '.amazonaws.com.cn',
  '.amazonaws.eu',
  '.api.aws',
  '.api.amazonwebservices.com.cn',
  '.api.amazonwebservices.eu',
]

export function isAwsHost(host: string): boolean {
  return /^[a-z0-9.-]+$/.test(host) && DOMAINS.some((domain) => host.endsWith(domain))
}
