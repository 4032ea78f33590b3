/**
 * What the packet simulator looks up in describe documents: linear scans over AWS's own JSON, nothing indexed.
 * It shares no code with lib/net, lib/inventory or lib/reachability, so that an error there is not repeated here.
 */

import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import { isInside } from './plain-addresses.ts'

export type Raw = JsonObject
export type Documents = readonly DescribeDocument[]

export function rows(documents: Documents, key: DescribeKey): readonly Raw[] {
  return documents.flatMap((document) => document.elements.get(key) ?? [])
}

/** The element of a key whose field has this value. */
export function find(documents: Documents, key: DescribeKey, [field, value]: readonly [string, string]): Raw | null {
  return rows(documents, key).find((each) => each[field] === value) ?? null
}

/** Was a key collected whole where this element lives: in the document of its owner and its region? */
export function isWholeFor(documents: Documents, key: DescribeKey, element: Raw): boolean {
  const home = documents.find((document) => [...document.elements.values()].some((all) => all.includes(element)))
  const owner = word(element, 'OwnerId') || home?.account
  return documents.some(
    (document) =>
      document.account === owner &&
      document.region === home?.region &&
      document.elements.has(key) &&
      !document.partial.has(key),
  )
}

/** Was a key collected whole in every document? */
export function isWhole(documents: Documents, key: DescribeKey): boolean {
  return documents.every((document) => document.elements.has(key) && !document.partial.has(key))
}

export function list(raw: Raw | null, name: string): readonly Raw[] {
  const value = raw?.[name]
  return Array.isArray(value) ? value.map((each) => Object(each)) : []
}

export function words(raw: Raw | null, name: string): readonly string[] {
  const value = raw?.[name]
  return Array.isArray(value) ? value.map(String) : []
}

export function inside(raw: Raw | null, name: string): Raw {
  return Object(raw?.[name])
}

export function word(raw: Raw | null, name: string): string {
  const value = raw?.[name]
  return typeof value === 'string' ? value : ''
}

export function interfaceOf(documents: Documents, id: string): Raw | null {
  return find(documents, 'NetworkInterfaces', ['NetworkInterfaceId', id])
}

/** The interface with device index 0, else the first one printed. Source: EC2 API, InstanceNetworkInterfaceAttachment. */
export function primaryInterfaceOf(documents: Documents, instanceId: string): Raw | null {
  const own = rows(documents, 'NetworkInterfaces').filter(
    (each) => inside(each, 'Attachment')['InstanceId'] === instanceId,
  )
  return own.find((each) => inside(each, 'Attachment')['DeviceIndex'] === 0) ?? own[0] ?? null
}

export function subnetOf(documents: Documents, id: string): Raw | null {
  return find(documents, 'Subnets', ['SubnetId', id])
}

/** Both kinds of blocks of a VPC or subnet that are associated. Source: EC2 API, VpcCidrBlockAssociation. */
export function blocksOf(element: Raw | null): readonly string[] {
  const more = [
    ...list(element, 'CidrBlockAssociationSet').map((each) => [each['CidrBlock'], inside(each, 'CidrBlockState')]),
    ...list(element, 'Ipv6CidrBlockAssociationSet').map((each) => [
      each['Ipv6CidrBlock'],
      inside(each, 'Ipv6CidrBlockState'),
    ]),
  ]
  const standing = more.flatMap(([block, state]) =>
    typeof block === 'string' && ['associated', undefined].includes(word(Object(state), 'State') || undefined)
      ? [block]
      : [],
  )
  return [...new Set([word(element, 'CidrBlock'), ...standing].filter((block) => block !== ''))]
}

/** The addresses and delegated blocks of an interface, of one family, the primary one first. */
export function privateBlocksOf(networkInterface: Raw, family: 4 | 6): readonly string[] {
  if (family === 6)
    return [
      ...list(networkInterface, 'Ipv6Addresses').map((each) => word(each, 'Ipv6Address')),
      ...list(networkInterface, 'Ipv6Prefixes').map((each) => word(each, 'Ipv6Prefix')),
    ]
  const assigned = list(networkInterface, 'PrivateIpAddresses').toSorted(
    (a, b) => Number(b['Primary'] === true) - Number(a['Primary'] === true),
  )
  const addresses = [
    ...assigned.map((each) => word(each, 'PrivateIpAddress')),
    word(networkInterface, 'PrivateIpAddress'),
    ...list(networkInterface, 'Ipv4Prefixes').map((each) => word(each, 'Ipv4Prefix')),
  ]
  return [...new Set(addresses.filter((address) => address !== ''))]
}

export function ownsPrivate(networkInterface: Raw, address: string): boolean {
  return privateBlocksOf(networkInterface, familyOf(address)).some((block) => isSameOrInside(address, block))
}

export function isSameOrInside(address: string, block: string): boolean {
  return isInside(address, block.includes('/') ? block : `${block}/${block.includes(':') ? 128 : 32}`)
}

export function isSameAddress(one: string, other: string): boolean {
  return one !== '' && other !== '' && isSameOrInside(one, other)
}

export function familyOf(address: string): 4 | 6 {
  return address.includes(':') ? 6 : 4
}

export interface PublicMapping {
  readonly privateIp: string
  readonly publicIp: string
}

/** Which private IPv4 address of an interface has which public one. Source: EC2 API, Address and NetworkInterface. */
export function publicMappingsOf(documents: Documents, networkInterface: Raw): readonly PublicMapping[] {
  const printed = list(networkInterface, 'PrivateIpAddresses')
    .toSorted((a, b) => Number(b['Primary'] === true) - Number(a['Primary'] === true))
    .map((each) => ({
      privateIp: word(each, 'PrivateIpAddress'),
      publicIp: word(inside(each, 'Association'), 'PublicIp'),
    }))
  const elastic = rows(documents, 'Addresses')
    .filter((each) => each['NetworkInterfaceId'] === networkInterface['NetworkInterfaceId'])
    .map((each) => ({ privateIp: word(each, 'PrivateIpAddress'), publicIp: word(each, 'PublicIp') }))
  return [...printed, ...elastic].filter(({ publicIp }) => publicIp !== '')
}

/** The entries of a prefix list; null when nobody printed them. A list of the other family holds nothing for an address. */
export function listEntries(documents: Documents, id: string, address: string): readonly string[] | null {
  const found = [...rows(documents, 'ManagedPrefixLists'), ...rows(documents, 'PrefixLists')].filter(
    (each) => each['PrefixListId'] === id,
  )
  const told = found.find((each) => Array.isArray(each['Entries']) || Array.isArray(each['Cidrs']))
  if (found.some((each) => word(each, 'AddressFamily') === `IPv${familyOf(address) === 6 ? 4 : 6}`)) return []
  if (!told) return null
  return [...list(told, 'Entries').map((each) => word(each, 'Cidr')), ...words(told, 'Cidrs')]
}
