/** Prefix lists: AWS's own for the gateway endpoints, the offices', and one whose entries nobody may read. */

import { arn, type Part, SHOP_PROD, tags } from './place.ts'
import { sampleId } from './sample-id.ts'

export const S3_PREFIX_LIST = sampleId('pl', 's3')
export const DYNAMODB_PREFIX_LIST = sampleId('pl', 'dynamodb')
export const CORP_OFFICES = sampleId('pl', 'corp-offices')
/** Kept by the courier company; its entries were refused. */
export const COURIER_HOOKS = sampleId('pl', 'courier-hooks')

export function prefixLists(): readonly Part[] {
  return [
    amazonList(S3_PREFIX_LIST, 's3', ['192.0.2.128/26', '198.51.100.192/27']),
    amazonList(DYNAMODB_PREFIX_LIST, 'dynamodb', ['192.0.2.224/28']),
    managedList(CORP_OFFICES, 'corp-offices', 4),
    ['Entries', { PrefixListId: CORP_OFFICES, Entries: OFFICES }],
    managedList(COURIER_HOOKS, 'courier-hooks', 10),
  ]
}

const OFFICES = [
  { Cidr: '198.51.100.0/27', Description: 'Dublin office' },
  { Cidr: '198.51.100.64/27', Description: 'Cork office' },
]

function amazonList(PrefixListId: string, service: string, Cidrs: readonly string[]): Part {
  return ['PrefixLists', { PrefixListId, PrefixListName: `com.amazonaws.eu-west-1.${service}`, Cidrs }]
}

function managedList(PrefixListId: string, name: string, MaxEntries: number): Part {
  return [
    'ManagedPrefixLists',
    {
      PrefixListId,
      PrefixListArn: arn('ec2', SHOP_PROD, `prefix-list/${PrefixListId}`),
      PrefixListName: name,
      AddressFamily: 'IPv4',
      State: 'create-complete',
      MaxEntries,
      Version: 1,
      OwnerId: SHOP_PROD,
      Tags: tags({ Name: name }),
    },
  ]
}
