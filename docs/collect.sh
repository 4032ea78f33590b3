#!/usr/bin/env bash
# Collects what Portolan reads about the network of one AWS account, with the AWS CLI and nothing else.
#
#   bash collect.sh                               the current region
#   bash collect.sh --regions eu-west-1,us-east-1 these regions
#   bash collect.sh --regions all                 every region enabled for the account
#   bash collect.sh --output DIR                  where to put the folder (default: here)
#   bash collect.sh --jobs 4                      regions at a time (default: 4)
#   bash collect.sh --dry-run                     print the commands and call nothing
#
# It only reads (describe, list, get, search) and changes nothing. User data, function environments, launch keys and
# the secrets of VPN tunnels are left out before anything is written. A call that is refused is written down in
# errors.ndjson and does not stop the rest: the map then shows a gap, never an empty network.
# Works in AWS CloudShell and wherever bash 3.2, the AWS CLI (1 or 2), grep, sed and tar are.

set -u
umask 077

regions=''
output='.'
jobs=4
dry_run=''

usage() { sed -n '2,15p' "$0" | sed 's/^# \{0,1\}//'; }
fail() { printf 'collect.sh: %s\n' "$1" >&2; exit 2; }

while [ $# -gt 0 ]; do
  case "$1" in
    --regions | -r) [ $# -ge 2 ] || fail '--regions needs a value'; regions="$2"; shift 2 ;;
    --output | -o) [ $# -ge 2 ] || fail '--output needs a value'; output="$2"; shift 2 ;;
    --jobs | -j) [ $# -ge 2 ] || fail '--jobs needs a value'; jobs="$2"; shift 2 ;;
    --dry-run) dry_run=yes; shift ;;
    --help | -h) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done
case "$jobs" in '' | *[!0-9]* | 0) fail '--jobs is a whole number from 1' ;; esac

export AWS_PAGER=''
export AWS_RETRY_MODE="${AWS_RETRY_MODE:-adaptive}"
export AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS:-5}"
command -v aws >/dev/null 2>&1 || [ -n "$dry_run" ] || fail 'the AWS CLI is not installed'

# One line of JSON for a call that failed: operation, error code, message, account and region.
record_error() { # region, service, operation, file with what the CLI said
  local code message
  code=$(sed -n 's/.*An error occurred (\([A-Za-z0-9.]*\)).*/\1/p' "$4" | head -n 1)
  if [ -z "$code" ]; then
    if grep -qi 'could not connect\|endpoint' "$4"; then code=EndpointUnavailable
    elif grep -qi 'invalid choice\|unknown options' "$4"; then code=UnknownOperation
    elif grep -qi 'credentials' "$4"; then code=NoCredentials
    else code=CallFailed; fi
  fi
  message=$(tr '\000-\037' ' ' <"$4" | sed 's/\\/\\\\/g; s/"/\\"/g; s/^ *//; s/ *$//' | cut -c 1-500 | sed 's/\\*$//')
  printf '{"Operation":"%s %s","Code":"%s","Message":"%s","Account":"%s","Region":"%s"}\n' \
    "$2" "$3" "$code" "$message" "$account" "$1" >>"$root/errors.ndjson"
}

# ARNs and names as part of a file name.
encode() { printf '%s' "$1" | sed 's/%/%25/g; s/:/%3A/g; s/\//%2F/g; s/ /%20/g'; }

# call REGION SERVICE OPERATION SUFFIX [ARGUMENTS…]: writes REGION/SERVICE-OPERATION[_SUFFIX].json
call() {
  local region="$1" service="$2" operation="$3" suffix="$4" at file said
  shift 4
  at="$region"
  [ "$region" = global ] && at="$home_region"
  [ "$service" = globalaccelerator ] && at=us-west-2
  [ "$service" = shield ] && at=us-east-1
  if [ -n "$dry_run" ]; then
    printf 'aws %s %s --region %s --output json' "$service" "$operation" "$at"
    for argument in "$@"; do
      case "$argument" in *[!A-Za-z0-9_./:=,@%+-]*) printf " '%s'" "$argument" ;; *) printf ' %s' "$argument" ;; esac
    done
    printf '\n'
    return 0
  fi
  file="$root/$region/$service-$operation${suffix:+_$(encode "$suffix")}.json"
  said="$file.error"
  if aws "$service" "$operation" --region "$at" --output json "$@" >"$file" 2>"$said" </dev/null; then
    rm -f "$said"
    return 0
  fi
  record_error "$region" "$service" "$operation" "$said"
  rm -f "$file" "$said"
  return 1
}

# values REGION FILE FIELD: the texts of one field; of a plain list of texts where FIELD is "-".
values() {
  if [ -n "$dry_run" ]; then printf '<%s>\n' "$4"; return 0; fi
  local file="$root/$1/$2"
  [ -s "$file" ] || return 0
  if [ "$3" = - ]; then sed -n 's/^[[:space:]]*"\([^"]*\)",\{0,1\}$/\1/p' "$file" | sort -u
  else grep -o "\"$3\": *\"[^\"]*\"" "$file" | sed 's/^[^:]*: *"//; s/"$//' | sort -u; fi
}

# What holds secrets is asked for without them. The names stay those AWS prints.
functions='{Functions: Functions[].{FunctionArn:FunctionArn,FunctionName:FunctionName,Runtime:Runtime,State:State,PackageType:PackageType,Version:Version,LastModified:LastModified,VpcConfig:VpcConfig}}'
template_data='{ImageId:ImageId,InstanceType:InstanceType,SecurityGroupIds:SecurityGroupIds,SecurityGroups:SecurityGroups,IamInstanceProfile:IamInstanceProfile,MetadataOptions:MetadataOptions,NetworkInterfaces:NetworkInterfaces}'
templates="{LaunchTemplateVersions: LaunchTemplateVersions[].{LaunchTemplateId:LaunchTemplateId,LaunchTemplateName:LaunchTemplateName,VersionNumber:VersionNumber,DefaultVersion:DefaultVersion,CreateTime:CreateTime,LaunchTemplateData:LaunchTemplateData.$template_data}}"
configurations='{LaunchConfigurations: LaunchConfigurations[].{LaunchConfigurationARN:LaunchConfigurationARN,LaunchConfigurationName:LaunchConfigurationName,AssociatePublicIpAddress:AssociatePublicIpAddress,SecurityGroups:SecurityGroups,MetadataOptions:MetadataOptions}}'
managed='{InstanceInformationList: InstanceInformationList[].{InstanceId:InstanceId,PingStatus:PingStatus,LastPingDateTime:LastPingDateTime,ResourceType:ResourceType,PlatformType:PlatformType,AgentVersion:AgentVersion}}'
tunnel='{OutsideIpAddress:OutsideIpAddress,TunnelInsideCidr:TunnelInsideCidr,TunnelInsideIpv6Cidr:TunnelInsideIpv6Cidr,IkeVersions:IkeVersions,Phase1EncryptionAlgorithms:Phase1EncryptionAlgorithms,Phase2EncryptionAlgorithms:Phase2EncryptionAlgorithms,Phase1IntegrityAlgorithms:Phase1IntegrityAlgorithms,Phase2IntegrityAlgorithms:Phase2IntegrityAlgorithms,Phase1DHGroupNumbers:Phase1DHGroupNumbers,Phase2DHGroupNumbers:Phase2DHGroupNumbers,StartupAction:StartupAction,DpdTimeoutAction:DpdTimeoutAction,LogOptions:LogOptions}'
vpns="{VpnConnections: VpnConnections[].{VpnConnectionId:VpnConnectionId,CustomerGatewayId:CustomerGatewayId,VpnGatewayId:VpnGatewayId,TransitGatewayId:TransitGatewayId,CoreNetworkArn:CoreNetworkArn,State:State,Type:Type,Category:Category,GatewayAssociationState:GatewayAssociationState,Routes:Routes,VgwTelemetry:VgwTelemetry,Tags:Tags,Options:Options.{StaticRoutesOnly:StaticRoutesOnly,EnableAcceleration:EnableAcceleration,LocalIpv4NetworkCidr:LocalIpv4NetworkCidr,RemoteIpv4NetworkCidr:RemoteIpv4NetworkCidr,LocalIpv6NetworkCidr:LocalIpv6NetworkCidr,RemoteIpv6NetworkCidr:RemoteIpv6NetworkCidr,TunnelInsideIpVersion:TunnelInsideIpVersion,OutsideIpAddressType:OutsideIpAddressType,TransportTransitGatewayAttachmentId:TransportTransitGatewayAttachmentId,TunnelOptions:TunnelOptions[].$tunnel}}}"
interfaces='{virtualInterfaces: virtualInterfaces[].{virtualInterfaceId:virtualInterfaceId,virtualInterfaceName:virtualInterfaceName,virtualInterfaceType:virtualInterfaceType,virtualInterfaceState:virtualInterfaceState,ownerAccount:ownerAccount,region:region,location:location,connectionId:connectionId,vlan:vlan,asn:asn,amazonSideAsn:amazonSideAsn,addressFamily:addressFamily,amazonAddress:amazonAddress,customerAddress:customerAddress,virtualGatewayId:virtualGatewayId,directConnectGatewayId:directConnectGatewayId,routeFilterPrefixes:routeFilterPrefixes,tags:tags}}'
findings='{"RecordState":[{"Value":"ACTIVE","Comparison":"EQUALS"}],"ResourceType":[{"Value":"AwsEc2","Comparison":"PREFIX"}]}'

collect_lists() {
  local region="$1" operation
  for operation in \
    subnets route-tables network-acls security-groups security-group-rules security-group-vpc-associations \
    network-interfaces instances addresses internet-gateways egress-only-internet-gateways nat-gateways \
    carrier-gateways vpn-gateways customer-gateways client-vpn-endpoints transit-gateways \
    transit-gateway-attachments transit-gateway-vpc-attachments transit-gateway-peering-attachments \
    transit-gateway-route-tables vpc-peering-connections vpc-endpoints vpc-endpoint-service-configurations \
    managed-prefix-lists prefix-lists flow-logs dhcp-options vpc-block-public-access-options \
    vpc-block-public-access-exclusions launch-templates traffic-mirror-sessions instance-connect-endpoints traffic-mirror-targets \
    vpc-encryption-controls availability-zones; do
    call "$region" ec2 "describe-$operation" ''
  done
  call "$region" ec2 describe-vpn-connections '' --query "$vpns"
  # shellcheck disable=SC2016
  call "$region" ec2 describe-launch-template-versions '' --versions '$Default' '$Latest' --query "$templates"
  call "$region" elbv2 describe-load-balancers ''
  call "$region" elbv2 describe-target-groups ''
  call "$region" elb describe-load-balancers ''
  call "$region" rds describe-db-instances ''
  call "$region" rds describe-db-clusters ''
  call "$region" rds describe-db-subnet-groups ''
  call "$region" lambda list-functions '' --query "$functions"
  call "$region" redshift describe-clusters ''
  call "$region" memorydb describe-clusters ''
  call "$region" elasticache describe-cache-clusters '' --show-cache-node-info
  call "$region" eks list-clusters ''
  call "$region" ecs list-clusters ''
  call "$region" opensearch list-domain-names ''
  call "$region" network-firewall list-firewalls ''
  call "$region" network-firewall list-firewall-policies ''
  call "$region" network-firewall list-rule-groups ''
  call "$region" elasticache describe-cache-subnet-groups ''
  call "$region" redshift describe-cluster-subnet-groups ''
  call "$region" autoscaling describe-auto-scaling-groups ''
  call "$region" autoscaling describe-launch-configurations '' --query "$configurations"
  call "$region" cloudtrail describe-trails ''
  call "$region" logs describe-metric-filters ''
  call "$region" cloudwatch describe-alarms '' --alarm-types MetricAlarm
  call "$region" route53resolver list-resolver-query-log-config-associations ''
  call "$region" route53resolver list-firewall-rule-group-associations ''
  call "$region" route53resolver list-firewall-configs ''
  call "$region" wafv2 list-web-acls '' --scope REGIONAL
  call "$region" ssm describe-instance-information '' --query "$managed"
  call "$region" guardduty list-detectors ''
  call "$region" configservice describe-configuration-recorders ''
  call "$region" configservice describe-configuration-recorder-status ''
  call "$region" directconnect describe-virtual-interfaces '' --query "$interfaces"
  call "$region" directconnect describe-connections ''
  call "$region" securityhub describe-hub '' &&
    call "$region" securityhub get-enabled-standards '' &&
    call "$region" securityhub get-findings '' --filters "$findings"
}

# Answers that hang off another resource: one call for each.
collect_details() {
  local region="$1" id
  values "$region" ec2-describe-vpcs.json VpcId vpc-id | while IFS= read -r id; do
    call "$region" ec2 describe-vpc-attribute "${id}_enableDnsSupport" --vpc-id "$id" --attribute enableDnsSupport
    call "$region" ec2 describe-vpc-attribute "${id}_enableDnsHostnames" --vpc-id "$id" --attribute enableDnsHostnames
    call "$region" ec2 describe-stale-security-groups "$id" --vpc-id "$id"
  done
  values "$region" ec2-describe-transit-gateway-route-tables.json TransitGatewayRouteTableId tgw-rtb-id | while IFS= read -r id; do
    call "$region" ec2 search-transit-gateway-routes "$id" --transit-gateway-route-table-id "$id" \
      --filters Name=type,Values=static,propagated --max-results 1000
    call "$region" ec2 get-transit-gateway-route-table-associations "$id" --transit-gateway-route-table-id "$id"
    call "$region" ec2 get-transit-gateway-route-table-propagations "$id" --transit-gateway-route-table-id "$id"
  done
  values "$region" ec2-describe-managed-prefix-lists.json PrefixListId pl-id | while IFS= read -r id; do
    call "$region" ec2 get-managed-prefix-list-entries "$id" --prefix-list-id "$id"
  done
  values "$region" ec2-describe-vpc-endpoint-service-configurations.json ServiceId vpce-svc-id | while IFS= read -r id; do
    call "$region" ec2 describe-vpc-endpoint-service-permissions "$id" --service-id "$id"
  done
  values "$region" ec2-describe-client-vpn-endpoints.json ClientVpnEndpointId cvpn-endpoint-id | while IFS= read -r id; do
    call "$region" ec2 describe-client-vpn-authorization-rules "$id" --client-vpn-endpoint-id "$id"
    call "$region" ec2 describe-client-vpn-target-networks "$id" --client-vpn-endpoint-id "$id"
    call "$region" ec2 describe-client-vpn-routes "$id" --client-vpn-endpoint-id "$id"
  done
  values "$region" elbv2-describe-load-balancers.json LoadBalancerArn load-balancer-arn | while IFS= read -r id; do
    call "$region" elbv2 describe-listeners "$id" --load-balancer-arn "$id"
    call "$region" elbv2 describe-load-balancer-attributes "$id" --load-balancer-arn "$id"
  done
  # Without a load balancer there is no call to make, and so no listener: say so, or it reads as not collected.
  if [ -z "$dry_run" ] && [ -s "$root/$region/elbv2-describe-load-balancers.json" ] &&
    [ -z "$(values "$region" elbv2-describe-load-balancers.json LoadBalancerArn load-balancer-arn)" ]; then
    printf '{"Listeners": []}\n' >"$root/$region/elbv2-describe-listeners.json"
  fi
  values "$region" elbv2-describe-target-groups.json TargetGroupArn target-group-arn | while IFS= read -r id; do
    call "$region" elbv2 describe-target-health "$id" --target-group-arn "$id"
    call "$region" elbv2 describe-target-group-attributes "$id" --target-group-arn "$id"
  done
  values "$region" eks-list-clusters.json - cluster-name | while IFS= read -r id; do
    call "$region" eks describe-cluster "$id" --name "$id"
  done
  values "$region" ecs-list-clusters.json - cluster-arn | while IFS= read -r id; do
    call "$region" ecs describe-clusters "$id" --clusters "$id"
    call "$region" ecs list-services "$id" --cluster "$id"
    values "$region" "ecs-list-services_$(encode "$id").json" - service-arn | while IFS= read -r service; do
      call "$region" ecs describe-services "$service" --cluster "$id" --services "$service"
    done
  done
  values "$region" opensearch-list-domain-names.json DomainName domain-name | while IFS= read -r id; do
    call "$region" opensearch describe-domains "$id" --domain-names "$id"
  done
  values "$region" network-firewall-list-firewalls.json FirewallArn firewall-arn | while IFS= read -r id; do
    call "$region" network-firewall describe-firewall "$id" --firewall-arn "$id"
    call "$region" network-firewall describe-logging-configuration "$id" --firewall-arn "$id"
  done
  values "$region" network-firewall-list-firewall-policies.json Arn firewall-policy-arn | while IFS= read -r id; do
    call "$region" network-firewall describe-firewall-policy "$id" --firewall-policy-arn "$id"
  done
  # Some answers do not name what they are about: the query writes it in.
  values "$region" cloudtrail-describe-trails.json TrailARN trail-arn | while IFS= read -r id; do
    call "$region" cloudtrail get-trail-status "$id" --name "$id" \
      --query "{Trails: [{TrailARN: '$id', IsLogging: IsLogging}]}"
  done
  values "$region" guardduty-list-detectors.json - detector-id | while IFS= read -r id; do
    call "$region" guardduty get-detector "$id" --detector-id "$id" \
      --query "{Detectors: [{DetectorId: '$id', Status: Status, UpdatedAt: UpdatedAt}]}"
  done
  values "$region" wafv2-list-web-acls.json ARN web-acl-arn | while IFS= read -r id; do
    call "$region" wafv2 list-resources-for-web-acl "$id" --web-acl-arn "$id" --resource-type APPLICATION_LOAD_BALANCER
  done
  values "$region" securityhub-get-enabled-standards.json StandardsSubscriptionArn standards-subscription-arn | while IFS= read -r id; do
    call "$region" securityhub describe-standards-controls "$id" --standards-subscription-arn "$id"
  done
  values "$region" network-firewall-list-rule-groups.json Arn rule-group-arn | while IFS= read -r id; do
    call "$region" network-firewall describe-rule-group "$id" --rule-group-arn "$id"
  done
}

collect_region() {
  local region="$1"
  if [ -z "$dry_run" ]; then
    mkdir -p "$root/$region"
    printf '{"Account":"%s","Region":"%s","CollectedAt":"%s"}\n' \
      "$account" "$region" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$root/$region/collected.json"
    printf '  %s\n' "$region" >&2
  fi
  # A region that refuses its VPCs refuses everything: one line in errors.ndjson tells it.
  call "$region" ec2 describe-vpcs '' || return 0
  collect_lists "$region"
  collect_details "$region"
}

collect_global() {
  [ -n "$dry_run" ] || mkdir -p "$root/global"
  call global organizations list-accounts ''
  call global directconnect describe-direct-connect-gateways ''
  call global globalaccelerator list-accelerators ''
  call global shield list-protections ''
  values global directconnect-describe-direct-connect-gateways.json directConnectGatewayId dx-gateway-id | while IFS= read -r id; do
    call global directconnect describe-direct-connect-gateway-associations "$id" --direct-connect-gateway-id "$id"
  done
}

account=unknown
home_region="${AWS_REGION:-${AWS_DEFAULT_REGION:-}}"
if [ -z "$dry_run" ]; then
  [ -n "$home_region" ] || home_region=$(aws configure get region 2>/dev/null)
  [ -n "$home_region" ] || home_region=us-east-1
  identity=$(aws sts get-caller-identity --region "$home_region" --output json 2>&1) ||
    fail "AWS does not answer who you are, so nothing can be collected: $identity"
  account=$(printf '%s' "$identity" | sed -n 's/.*"Account": *"\([0-9]*\)".*/\1/p')
  [ -n "$account" ] || account=unknown
fi
[ -n "$home_region" ] || home_region='<region>'

name="portolan-$account"
root="$output/$name"
case "$regions" in
  '') regions="$home_region" ;;
  all)
    if [ -n "$dry_run" ]; then regions='<each region>'
    else
      regions=$(aws ec2 describe-regions --region "$home_region" --query 'Regions[].RegionName' --output text) ||
        fail 'the regions of this account cannot be listed; name them with --regions'
    fi
    ;;
esac

if [ -z "$dry_run" ]; then
  mkdir -p "$root" || fail "$root cannot be written"
  : >"$root/errors.ndjson"
  printf '%s\n' "$identity" >"$root/sts-get-caller-identity.json"
  printf 'Collecting account %s into %s\n' "$account" "$root" >&2
fi

collect_global
running=0
if [ "$regions" = '<each region>' ]; then collect_region '<region>'
else
  # Commas, blanks and tabs part regions.
  for region in $(printf '%s' "$regions" | tr ',\t' '  '); do
    if [ -n "$dry_run" ]; then collect_region "$region"; continue; fi
    collect_region "$region" &
    running=$((running + 1))
    if [ "$running" -ge "$jobs" ]; then wait; running=0; fi
  done
  wait
fi
[ -n "$dry_run" ] && exit 0

files=$(find "$root" -name '*.json' | wc -l | tr -d ' ')
failed=$(wc -l <"$root/errors.ndjson" | tr -d ' ')
if command -v zip >/dev/null 2>&1; then
  archive="$name.zip"
  (cd "$output" && rm -f "$archive" && zip -q -r "$archive" "$name") || fail "$archive cannot be written"
else
  archive="$name.tar.gz"
  (cd "$output" && tar -czf "$archive" "$name") || fail "$archive cannot be written"
fi
printf 'Wrote %s answers; %s calls were refused (see %s/errors.ndjson).\n' "$files" "$failed" "$root"
printf 'Next: drop %s on the Portolan page, or run: npx portolan analyze %s\n' "$output/$archive" "$output/$archive"
