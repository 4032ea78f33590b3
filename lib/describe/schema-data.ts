/** Allow-list: data stores that live in a VPC. Source: RDS, Redshift, ElastiCache, MemoryDB and OpenSearch API references. */

import { elementSchema } from './element-schema.ts'

const RDS_SUBNET_GROUP = `DBSubnetGroupName DBSubnetGroupArn DBSubnetGroupDescription VpcId SubnetGroupStatus
  Subnets[SubnetIdentifier SubnetStatus SubnetAvailabilityZone{Name}]`

export const DATA_SCHEMA = {
  DBInstances: elementSchema({
    id: ['DBInstanceArn|DBInstanceIdentifier'],
    arn: ['DBInstanceArn'],
    unique: 'account',
    // No MasterUsername, MasterUserPassword or MasterUserSecret.
    fields: `DBInstanceArn DBInstanceIdentifier DBInstanceClass DBInstanceStatus Engine EngineVersion
      Endpoint{Address Port:number} DbInstancePort:number AvailabilityZone SecondaryAvailabilityZone MultiAZ:flag
      PubliclyAccessible:flag NetworkType DBClusterIdentifier StorageEncrypted:flag IAMDatabaseAuthenticationEnabled:flag
      VpcSecurityGroups[VpcSecurityGroupId Status] DBSubnetGroup{${RDS_SUBNET_GROUP}}`,
  }),
  DBClusters: elementSchema({
    id: ['DBClusterArn|DBClusterIdentifier'],
    arn: ['DBClusterArn'],
    unique: 'account',
    fields: `DBClusterArn DBClusterIdentifier Status Engine EngineVersion Endpoint ReaderEndpoint Port:number
      PubliclyAccessible:flag AvailabilityZones[] DBSubnetGroup NetworkType StorageEncrypted:flag MultiAZ:flag
      VpcSecurityGroups[VpcSecurityGroupId Status] DBClusterMembers[DBInstanceIdentifier IsClusterWriter:flag]`,
  }),
  DBSubnetGroups: elementSchema({
    id: ['DBSubnetGroupArn|DBSubnetGroupName'],
    arn: ['DBSubnetGroupArn'],
    unique: 'account',
    fields: `${RDS_SUBNET_GROUP} SupportedNetworkTypes[]`,
  }),
  RedshiftClusters: elementSchema({
    id: ['ClusterNamespaceArn|ClusterIdentifier'],
    arn: ['ClusterNamespaceArn'],
    unique: 'account',
    fields: `ClusterIdentifier ClusterNamespaceArn ClusterStatus NodeType VpcId AvailabilityZone PubliclyAccessible:flag
      EnhancedVpcRouting:flag Encrypted:flag Endpoint{Address Port:number} ClusterSubnetGroupName
      VpcSecurityGroups[VpcSecurityGroupId Status] ClusterNodes[NodeRole PrivateIPAddress PublicIPAddress]`,
  }),
  CacheClusters: elementSchema({
    id: ['ARN|CacheClusterId'],
    arn: ['ARN'],
    unique: 'account',
    // No AuthToken; AWS prints only whether there is one.
    fields: `ARN CacheClusterId CacheClusterStatus Engine EngineVersion CacheNodeType NumCacheNodes:number
      PreferredAvailabilityZone CacheSubnetGroupName ReplicationGroupId TransitEncryptionEnabled:flag
      AtRestEncryptionEnabled:flag AuthTokenEnabled:flag ConfigurationEndpoint{Address Port:number} NetworkType
      SecurityGroups[SecurityGroupId Status]
      CacheNodes[CacheNodeId CacheNodeStatus CustomerAvailabilityZone Endpoint{Address Port:number}]`,
  }),
  CacheSubnetGroups: elementSchema({
    id: ['ARN|CacheSubnetGroupName'],
    arn: ['ARN'],
    unique: 'account',
    fields: 'ARN CacheSubnetGroupName VpcId Subnets[SubnetIdentifier SubnetAvailabilityZone{Name}]',
  }),
  ClusterSubnetGroups: elementSchema({
    id: ['ClusterSubnetGroupName'],
    unique: 'account',
    fields: 'ClusterSubnetGroupName VpcId SubnetGroupStatus Subnets[SubnetIdentifier SubnetAvailabilityZone{Name}]',
  }),
  MemoryDBClusters: elementSchema({
    id: ['ARN|Name'],
    arn: ['ARN'],
    unique: 'account',
    fields: `ARN Name Status Engine EngineVersion NodeType SubnetGroupName TLSEnabled:flag
      ClusterEndpoint{Address Port:number} SecurityGroups[SecurityGroupId Status] AvailabilityMode`,
  }),
  DomainStatusList: elementSchema({
    id: ['ARN|DomainId|DomainName'],
    arn: ['ARN'],
    unique: 'account',
    fields: `ARN DomainId DomainName Created:flag Deleted:flag Processing:flag Endpoint Endpoints{vpc vpcv2}
      EngineVersion ElasticsearchVersion IPAddressType
      VPCOptions{VPCId SubnetIds[] AvailabilityZones[] SecurityGroupIds[]}
      DomainEndpointOptions{EnforceHTTPS:flag TLSSecurityPolicy} NodeToNodeEncryptionOptions{Enabled:flag}
      EncryptionAtRestOptions{Enabled:flag}`,
  }),
} as const
