/** Launch templates and their versions, which come from a call of their own. Source: EC2 API, LaunchTemplateVersion. */

import type { JsonObject } from '../describe/document.ts'
import {
  type ElementReader,
  elementsOf,
  type Located,
  leftOut,
  type Reading,
  readAll,
  resourceOf,
  sortedById,
} from './element-reader.ts'
import type { LaunchTemplate } from './services.ts'
import { flag, idsOf, idText, number, object, objects, text, texts } from './wire.ts'

type Version = LaunchTemplate['versions'][number]

/** Templates by id; one that only its versions tell of is a template all the same. */
export function readLaunchTemplates(reading: Reading): Map<string, LaunchTemplate> {
  const templates = readAll(reading, [LAUNCH_TEMPLATE])
  for (const [id, found] of versionsByTemplate(reading)) {
    const template = templates.get(id) ?? templateOf(reading, id, found.first)
    templates.set(id, { ...template, versions: [...found.versions.values()].sort((a, b) => a.number - b.number) })
  }
  return sortedById(templates)
}

const LAUNCH_TEMPLATE: ElementReader<LaunchTemplate> = {
  key: 'LaunchTemplates',
  idOf: (element) => idText(element, 'LaunchTemplateId', 'lt'),
  read: (wire, id) => ({
    ...resourceOf(wire, id, { name: text(wire.element, 'LaunchTemplateName') }),
    defaultVersion: number(wire.element, 'DefaultVersionNumber'),
    latestVersion: number(wire.element, 'LatestVersionNumber'),
    versions: [],
  }),
}

interface FoundVersions {
  readonly first: Located
  readonly versions: Map<number, Version>
}

function versionsByTemplate(reading: Reading): ReadonlyMap<string, FoundVersions> {
  const found = new Map<string, FoundVersions>()
  for (const located of elementsOf(reading, 'LaunchTemplateVersions')) {
    const id = idText(located.element, 'LaunchTemplateId', 'lt')
    const version = number(located.element, 'VersionNumber')
    if (id === null || version === null) {
      leftOut(reading, { document: located.document, key: 'LaunchTemplateVersions' }, located.element)
      continue
    }
    const siblings = found.get(id) ?? { first: located, versions: new Map() }
    siblings.versions.set(version, versionOf(version, object(located.element, 'LaunchTemplateData')))
    found.set(id, siblings)
  }
  return found
}

/** Groups stand on the template or, when it names interfaces, on those. */
function versionOf(version: number, launch: JsonObject): Version {
  const interfaces = objects(launch, 'NetworkInterfaces')
  const associates = interfaces.flatMap((item) => flag(item, 'AssociatePublicIpAddress') ?? [])
  const groups = [...texts(launch, 'SecurityGroupIds'), ...interfaces.flatMap((item) => texts(item, 'Groups'))]
  return {
    number: version,
    associatesPublicIp: associates.length === 0 ? null : associates.includes(true),
    securityGroupIds: idsOf([...new Set(groups)], 'sg'),
    httpTokens: text(object(launch, 'MetadataOptions'), 'HttpTokens'),
  }
}

function templateOf(reading: Reading, id: string, first: Located): LaunchTemplate {
  const name = text(first.element, 'LaunchTemplateName')
  return {
    ...resourceOf({ ...first, element: {}, id, reading }, id, { name }),
    defaultVersion: null,
    latestVersion: null,
    versions: [],
  }
}
