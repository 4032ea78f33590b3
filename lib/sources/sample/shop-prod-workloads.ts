/** What runs in the production VPC. */

import { cacheParts, databaseParts } from './data-store-elements.ts'
import { fleetParts, functionInterfaceParts, instanceParts, taskParts } from './interface-elements.ts'
import { loadBalancerArn, loadBalancerParts, targetGroupElement } from './load-balancer-elements.ts'
import { arn, type Part, PROD, PROD_APP, PROD_DATA, PROD_PUBLIC, SHOP_PROD, tags } from './place.ts'
import { sampleId } from './sample-id.ts'
import { groupId } from './security-group-elements.ts'
import { prodTransitInterfaces } from './transit.ts'

const PUBLIC = Object.values(PROD_PUBLIC)
const APP = Object.values(PROD_APP)
const DATA = Object.values(PROD_DATA)
const WEB_PER_ZONE = 6

export function prodWorkloads(): readonly Part[] {
  return [...edge(), ...publicHosts(), ...appTier(), ...dataTier(), ...prodTransitInterfaces()]
}

function edge(): readonly Part[] {
  const targets = APP.flatMap(({ zone }) =>
    Array.from({ length: WEB_PER_ZONE }, (_, at) => sampleId('i', `${PROD.name}/web-${zone}${at + 1}`)),
  )
  return [
    ...loadBalancerParts({
      name: 'shop-edge',
      kind: 'app',
      scheme: 'internet-facing',
      subnets: PUBLIC,
      groups: ['shop-edge'],
      publicIps: ['203.0.113.30', '203.0.113.31', '203.0.113.32'],
      host: 10,
      listeners: [
        { port: 443, protocol: 'HTTPS', targetGroup: 'web', sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' },
        { port: 80, protocol: 'HTTP', redirects: true },
      ],
    }),
    targetGroupElement({
      vpc: PROD,
      name: 'web',
      targetType: 'instance',
      protocol: 'HTTPS',
      port: 8443,
      loadBalancer: loadBalancerArn(SHOP_PROD, 'app', 'shop-edge'),
      targets,
    }),
  ]
}

function publicHosts(): readonly Part[] {
  const host = { instanceType: 't3.small' }
  return [
    ...instanceParts({
      ...host,
      name: 'bastion-1',
      role: 'bastion',
      subnet: PROD_PUBLIC.a,
      host: 20,
      groups: ['bastion'],
      publicIp: '203.0.113.40',
    }),
    ...instanceParts({
      ...host,
      name: 'vpn-test-1',
      role: 'vpn-test',
      subnet: PROD_PUBLIC.b,
      host: 21,
      groups: ['vpn-test'],
      publicIp: '203.0.113.41',
      isElastic: true,
      httpTokens: 'optional',
    }),
    ...instanceParts({
      ...host,
      name: 'status-page-1',
      role: 'status-page',
      subnet: PROD_PUBLIC.b,
      host: 22,
      groups: ['status-page'],
      hasIpv6: true,
    }),
    ...instanceParts({
      ...host,
      name: 'courier-hook-1',
      role: 'courier-hook',
      subnet: PROD_PUBLIC.c,
      host: 23,
      groups: ['courier-hook'],
      publicIp: '203.0.113.42',
      isElastic: true,
    }),
    // In a public subnet without a public address: it never needed to be there.
    ...instanceParts({
      ...host,
      name: 'old-proxy-1',
      role: 'old-proxy',
      subnet: PROD_PUBLIC.c,
      host: 24,
      groups: ['default'],
    }),
  ]
}

function appTier(): readonly Part[] {
  return [
    ...fleetParts({
      role: 'web',
      instanceType: 'm7g.large',
      subnets: APP,
      count: WEB_PER_ZONE,
      host: 20,
      groups: ['web'],
    }),
    ...taskParts({ role: 'orders-api', subnets: APP, count: 8, host: 60, groups: ['orders-api'] }),
    ...functionInterfaceParts({ role: 'stock-sync', subnets: APP, count: 1, host: 100, groups: ['stock-sync'] }),
    ...instanceParts({
      name: 'reports-1',
      role: 'reports',
      instanceType: 'r7g.large',
      subnet: PROD_APP.a,
      host: 120,
      groups: ['reports-search'],
    }),
    ...fleetParts({
      role: 'dublin-batch',
      instanceType: 'c7g.large',
      subnets: [PROD_APP.b],
      count: 2,
      host: 130,
      groups: ['dublin-batch'],
    }),
    [
      'Functions',
      {
        FunctionArn: arn('lambda', SHOP_PROD, 'function:stock-sync'),
        FunctionName: 'stock-sync',
        Runtime: 'nodejs24.x',
        State: 'Active',
        VpcConfig: {
          VpcId: PROD.id,
          SubnetIds: APP.map((subnet) => subnet.id),
          SecurityGroupIds: [groupId(PROD, 'stock-sync')],
        },
      },
    ],
    [
      'clusters',
      {
        clusterArn: arn('ecs', SHOP_PROD, 'cluster/orders'),
        clusterName: 'orders',
        status: 'ACTIVE',
        runningTasksCount: 24,
        activeServicesCount: 1,
        tags: [{ key: 'Name', value: 'orders' }],
      },
    ],
    launchTemplate(),
    launchTemplateVersion(),
  ]
}

function dataTier(): readonly Part[] {
  return [
    ...databaseParts({
      name: 'orders-db',
      engine: 'postgres',
      port: 5432,
      subnets: DATA,
      groups: ['orders-db'],
      host: 10,
      nodes: 2,
    }),
    ...cacheParts({ name: 'session-cache', subnets: DATA, groups: ['session-cache'], host: 20 }),
  ]
}

function launchTemplate(): Part {
  return [
    'LaunchTemplates',
    {
      LaunchTemplateId: sampleId('lt', 'web'),
      LaunchTemplateName: 'web',
      DefaultVersionNumber: 1,
      LatestVersionNumber: 1,
      Tags: tags({ Name: 'web' }),
    },
  ]
}

function launchTemplateVersion(): Part {
  const Groups = [groupId(PROD, 'web')]
  return [
    'LaunchTemplateVersions',
    {
      LaunchTemplateId: sampleId('lt', 'web'),
      LaunchTemplateName: 'web',
      VersionNumber: 1,
      DefaultVersion: true,
      LaunchTemplateData: {
        ImageId: sampleId('ami', 'web'),
        InstanceType: 'm7g.large',
        MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled' },
        NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false, Groups }],
      },
    },
  ]
}
