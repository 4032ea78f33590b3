/** VPCs, subnets, elastic IPs and availability zones. */

import type { JsonObject } from '../describe/document.ts'
import type { Prefix } from '../net/prefix.ts'
import {
  type ElementReader,
  elementsOf,
  leftOut,
  type Reading,
  resourceOf,
  shared,
  sortedByKey,
  unreadable,
  type Wire,
} from './element-reader.ts'
import type { AvailabilityZone, ElasticIp, Subnet, Vpc } from './network.ts'
import {
  address,
  excerpt,
  firstText,
  flag,
  hasList,
  idText,
  isObject,
  list,
  number,
  object,
  prefixOfFamily,
  text,
} from './wire.ts'

export const VPC: ElementReader<Vpc> = {
  key: 'Vpcs',
  idOf: (element) => idText(element, 'VpcId', 'vpc'),
  read: (wire, id) => ({
    ...resourceOf(wire, id),
    cidrs: associatedCidrs(wire),
    isDefault: flag(wire.element, 'IsDefault') ?? false,
    dhcpOptionsId: text(wire.element, 'DhcpOptionsId'),
    dnsSupport: attribute(wire.element, 'EnableDnsSupport'),
    dnsHostnames: attribute(wire.element, 'EnableDnsHostnames'),
  }),
}

export const SUBNET: ElementReader<Subnet> = {
  key: 'Subnets',
  idOf: (element) => idText(element, 'SubnetId', 'subnet'),
  read: (wire, id) => {
    const { element } = wire
    const vpcId = idText(element, 'VpcId', 'vpc')
    if (vpcId === null) return unreadable(wire, `${id} names no VPC and was left out.`)
    return {
      ...resourceOf(wire, id, { arn: text(element, 'SubnetArn') }),
      vpcId: shared(wire.reading, vpcId),
      cidrs: associatedCidrs(wire),
      availabilityZone: shared(wire.reading, text(element, 'AvailabilityZone') ?? 'unknown'),
      availabilityZoneId: text(element, 'AvailabilityZoneId'),
      mapPublicIpOnLaunch: flag(element, 'MapPublicIpOnLaunch'),
      assignIpv6AddressOnCreation: flag(element, 'AssignIpv6AddressOnCreation') ?? false,
      availableIpAddressCount: number(element, 'AvailableIpAddressCount'),
      defaultForAz: flag(element, 'DefaultForAz') ?? false,
      blockPublicAccess: blockMode(text(object(element, 'BlockPublicAccessStates'), 'InternetGatewayBlockMode')),
    }
  },
}

export const ELASTIC_IP: ElementReader<ElasticIp> = {
  key: 'Addresses',
  idOf: (element) => firstText(element, 'AllocationId', 'PublicIp'),
  read: (wire, id) => {
    const { element } = wire
    const publicIp = address(element, 'PublicIp') ?? address(element, 'CarrierIp')
    if (!publicIp) return unreadable(wire, `${id} has no public address that could be read and was left out.`)
    return {
      ...resourceOf(wire, id),
      publicIp,
      privateIp: address(element, 'PrivateIpAddress'),
      associationId: text(element, 'AssociationId'),
      networkInterfaceId: idText(element, 'NetworkInterfaceId', 'eni'),
      instanceId: idText(element, 'InstanceId', 'i'),
    }
  },
}

/** `off`, `block-bidirectional`, `block-ingress`; null when AWS says nothing or something newer. */
export function blockMode(mode: string | null): Subnet['blockPublicAccess'] {
  return mode === 'off' || mode === 'block-bidirectional' || mode === 'block-ingress' ? mode : null
}

/** Zones by region and name. One name can stand for different zone ids in different accounts: each pair is kept once. */
export function readAvailabilityZones(reading: Reading): readonly AvailabilityZone[] {
  const zones = new Map<string, AvailabilityZone>()
  for (const { element, document } of elementsOf(reading, 'AvailabilityZones')) {
    const name = text(element, 'ZoneName')
    if (name === null) {
      leftOut(reading, { document, key: 'AvailabilityZones' }, element)
      continue
    }
    const id = text(element, 'ZoneId')
    const region = text(element, 'RegionName') ?? document.region
    const zoneType = text(element, 'ZoneType') ?? 'availability-zone'
    zones.set(`${region} ${name} ${id} ${zoneType}`, { name, id, region, zoneType })
  }
  return sortedByKey(zones)
}

/**
 * CIDRs of a VPC or subnet, IPv4 first: of the association sets only those `associated`, the bare
 * `CidrBlock` and `Ipv6CidrBlock` where older output has no sets.
 * Source: EC2 API, VpcCidrBlockAssociation and SubnetIpv6CidrBlockAssociation.
 */
function associatedCidrs(wire: Wire): readonly Prefix[] {
  const { element } = wire
  const v4 = hasList(element, 'CidrBlockAssociationSet')
    ? associated(wire, 'CidrBlockAssociationSet')
    : textOrNothing(element, 'CidrBlock')
  const v6 = hasList(element, 'Ipv6CidrBlockAssociationSet')
    ? associated(wire, 'Ipv6CidrBlockAssociationSet')
    : textOrNothing(element, 'Ipv6CidrBlock')
  return [...readCidrs(wire, v4, 4), ...readCidrs(wire, v6, 6)]
}

function textOrNothing(element: JsonObject, key: string): readonly string[] {
  const value = text(element, key)
  return value === null ? [] : [value]
}

function associated(wire: Wire, key: 'CidrBlockAssociationSet' | 'Ipv6CidrBlockAssociationSet'): readonly string[] {
  const field = key === 'CidrBlockAssociationSet' ? 'CidrBlock' : 'Ipv6CidrBlock'
  return list(wire.element, key).flatMap((item) => {
    if (!isObject(item)) return [excerpt(item)]
    const state = text(object(item, `${field}State`), 'State')
    return state === null || state === 'associated' || state === 'associating'
      ? [text(item, field) ?? excerpt(item)]
      : []
  })
}

function readCidrs(wire: Wire, values: readonly string[], family: 4 | 6): readonly Prefix[] {
  return values.flatMap((value) => {
    const prefix = prefixOfFamily(value, family)
    if (!prefix) unreadable(wire, `${wire.id} has a CIDR that could not be read: ${value}`)
    return prefix ? [prefix] : []
  })
}

/** A VPC attribute as describe-vpc-attribute prints it, `{ "Value": true }`, or a plain boolean. */
function attribute(element: JsonObject, key: string): boolean | null {
  return flag(element, key) ?? flag(object(element, key), 'Value')
}
