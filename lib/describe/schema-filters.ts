/** Allow-list: security groups, network ACLs and prefix lists. Source: EC2 API reference. */

import { elementSchema } from './element-schema.ts'

const PERMISSION = `IpProtocol FromPort:number ToPort:number IpRanges[CidrIp Description]
  Ipv6Ranges[CidrIpv6 Description] PrefixListIds[PrefixListId Description]
  UserIdGroupPairs[GroupId GroupName UserId VpcId VpcPeeringConnectionId PeeringStatus Description]`

const STALE_PERMISSION = `FromPort:number ToPort:number IpProtocol IpRanges[] PrefixListIds[]
  UserIdGroupPairs[GroupId GroupName UserId VpcId VpcPeeringConnectionId PeeringStatus Description]`

export const FILTER_SCHEMA = {
  SecurityGroups: elementSchema({
    id: ['GroupId'],
    arn: ['SecurityGroupArn'],
    fields: `GroupId GroupName SecurityGroupArn Description VpcId OwnerId
      IpPermissions[${PERMISSION}] IpPermissionsEgress[${PERMISSION}]`,
  }),
  SecurityGroupRules: elementSchema({
    id: ['SecurityGroupRuleId'],
    arn: ['SecurityGroupRuleArn'],
    fields: `SecurityGroupRuleId SecurityGroupRuleArn GroupId GroupOwnerId IsEgress:flag IpProtocol FromPort:number
      ToPort:number CidrIpv4 CidrIpv6 PrefixListId Description
      ReferencedGroupInfo{GroupId UserId VpcId VpcPeeringConnectionId PeeringStatus}`,
  }),
  SecurityGroupVpcAssociations: elementSchema({
    id: ['GroupId', 'VpcId'],
    fields: 'GroupId VpcId VpcOwnerId GroupOwnerId State StateReason',
  }),
  StaleSecurityGroupSet: elementSchema({
    id: ['GroupId'],
    fields: `GroupId GroupName Description VpcId StaleIpPermissions[${STALE_PERMISSION}]
      StaleIpPermissionsEgress[${STALE_PERMISSION}]`,
  }),
  NetworkAcls: elementSchema({
    id: ['NetworkAclId'],
    fields: `NetworkAclId VpcId OwnerId IsDefault:flag Associations[NetworkAclAssociationId NetworkAclId SubnetId]
      Entries[RuleNumber:number Egress:flag Protocol RuleAction CidrBlock Ipv6CidrBlock
        PortRange{From:number To:number} IcmpTypeCode{Type:number Code:number}]`,
  }),
  PrefixLists: elementSchema({
    id: ['PrefixListId'],
    gathered: ['Cidrs', 'Entries'],
    fields: 'PrefixListId PrefixListName Cidrs[] Entries[Cidr Description]',
  }),
  ManagedPrefixLists: elementSchema({
    id: ['PrefixListId'],
    arn: ['PrefixListArn'],
    gathered: ['Entries'],
    fields: `PrefixListId PrefixListArn PrefixListName AddressFamily State MaxEntries:number Version:number OwnerId
      Entries[Cidr Description]`,
  }),
} as const
