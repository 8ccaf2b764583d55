"""Cases of boto3 on EC2. `boto_ec2.py CASE` ends with 0 when all of it is as on AWS."""
import sys

import boto3
from botocore.exceptions import ClientError

ec2 = boto3.client("ec2")


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return error.response["Error"]["Message"]
    raise AssertionError(f"not refused, though {code} was due")


def default_vpc():
    vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]
    of_vpc = [{"Name": "vpc-id", "Values": [vpc["VpcId"]]}]
    zones = ec2.describe_availability_zones()["AvailabilityZones"]
    subnets = ec2.describe_subnets(Filters=of_vpc)["Subnets"]
    assert {zone["ZoneId"] for zone in zones} == {subnet["AvailabilityZoneId"] for subnet in subnets}
    assert all(subnet["DefaultForAz"] and subnet["AvailableIpAddressCount"] <= 4091 for subnet in subnets)
    gateway = ec2.describe_internet_gateways(Filters=[{"Name": "attachment.vpc-id", "Values": [vpc["VpcId"]]}])
    routes = ec2.describe_route_tables(Filters=of_vpc)["RouteTables"][0]["Routes"]
    assert routes[1]["GatewayId"] == gateway["InternetGateways"][0]["InternetGatewayId"], routes
    assert ec2.describe_vpc_attribute(VpcId=vpc["VpcId"], Attribute="enableDnsHostnames")["EnableDnsHostnames"]["Value"]
    assert len(ec2.describe_network_acls(Filters=of_vpc)["NetworkAcls"][0]["Associations"]) == 3
    refused("DefaultVpcAlreadyExists", ec2.create_default_vpc)


def groups():
    group = ec2.create_security_group(GroupName="boto-web", Description="web")["GroupId"]
    ec2.get_waiter("security_group_exists").wait(GroupIds=[group])
    ec2.authorize_security_group_ingress(
        GroupName="boto-web", IpProtocol="tcp", FromPort=80, ToPort=80, CidrIp="0.0.0.0/0")
    added = ec2.authorize_security_group_ingress(
        GroupId=group,
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "UserIdGroupPairs": [{"GroupId": group}]}],
        TagSpecifications=[{"ResourceType": "security-group-rule", "Tags": [{"Key": "a", "Value": "b"}]}])
    rule = added["SecurityGroupRules"][0]
    assert rule["ReferencedGroupInfo"]["GroupId"] == group and rule["Tags"] == [{"Key": "a", "Value": "b"}], rule
    rules = ec2.get_paginator("describe_security_group_rules").paginate(
        Filters=[{"Name": "group-id", "Values": [group]}], PaginationConfig={"PageSize": 5})
    assert len([each for page in rules for each in page["SecurityGroupRules"]]) == 3
    refused("InvalidPermission.Duplicate", ec2.authorize_security_group_ingress, GroupId=group, IpProtocol="tcp",
            FromPort=80, ToPort=80, CidrIp="0.0.0.0/0")
    refused("InvalidGroup.Duplicate", ec2.create_security_group, GroupName="boto-web", Description="web")
    ec2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=[rule["SecurityGroupRuleId"]])
    refused("DryRunOperation", ec2.delete_security_group, GroupId=group, DryRun=True)
    ec2.delete_security_group(GroupId=group)
    refused("InvalidGroup.NotFound", ec2.describe_security_groups, GroupIds=[group])


def interfaces():
    vpc = ec2.create_vpc(CidrBlock="10.78.0.0/16")["Vpc"]["VpcId"]
    ec2.get_waiter("vpc_available").wait(VpcIds=[vpc])
    refused("InvalidVpc.Range", ec2.create_vpc, CidrBlock="10.78.4.0/24")
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.78.1.0/28")["Subnet"]["SubnetId"]
    refused("InvalidSubnet.Conflict", ec2.create_subnet, VpcId=vpc, CidrBlock="10.78.1.0/24")
    made = [ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"] for _ in range(11)]
    assert len({each["PrivateIpAddress"] for each in made}) == 11
    refused("InsufficientFreeAddressesInSubnet", ec2.create_network_interface, SubnetId=subnet)
    pages = ec2.get_paginator("describe_network_interfaces").paginate(
        Filters=[{"Name": "subnet-id", "Values": [subnet]}], PaginationConfig={"PageSize": 5})
    ids = [each["NetworkInterfaceId"] for page in pages for each in page["NetworkInterfaces"]]
    assert sorted(ids) == sorted(each["NetworkInterfaceId"] for each in made)
    refused("DependencyViolation", ec2.delete_subnet, SubnetId=subnet)
    for each in ids:
        ec2.delete_network_interface(NetworkInterfaceId=each)
    ec2.delete_subnet(SubnetId=subnet)
    ec2.delete_vpc(VpcId=vpc)
    refused("InvalidVpcID.NotFound", ec2.describe_vpcs, VpcIds=[vpc])


def tags():
    vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    ec2.create_tags(Resources=[vpc], Tags=[{"Key": "boto", "Value": "yes"}])
    assert ec2.describe_vpcs(Filters=[{"Name": "tag:boto", "Values": ["y*"]}])["Vpcs"][0]["VpcId"] == vpc
    found = ec2.describe_tags(Filters=[{"Name": "key", "Values": ["boto"]}])["Tags"]
    assert found == [{"Key": "boto", "ResourceId": vpc, "ResourceType": "vpc", "Value": "yes"}], found
    ec2.delete_tags(Resources=[vpc], Tags=[{"Key": "boto"}])
    assert not ec2.describe_tags(Filters=[{"Name": "key", "Values": ["boto"]}])["Tags"]


def instances():
    host = ec2.describe_instances()["Reservations"][0]["Instances"][0]
    assert host["State"] == {"Code": 16, "Name": "running"}, host
    assert host["InstanceId"].startswith("i-"), host
    assert ec2.describe_instances(InstanceIds=[host["InstanceId"]])["Reservations"][0]["OwnerId"]
    ec2.get_waiter("instance_status_ok").wait(
        InstanceIds=[host["InstanceId"]], WaiterConfig={"Delay": 1, "MaxAttempts": 10})


def absent():
    assert ec2.describe_vpc_endpoints()["VpcEndpoints"] == []
    assert ec2.describe_vpc_peering_connections()["VpcPeeringConnections"] == []
    assert ec2.describe_flow_logs()["FlowLogs"] == []
    assert {image["Architecture"] for image in ec2.describe_images(Owners=["self"])["Images"]} == {"x86_64", "arm64"}
    assert ec2.describe_instance_types(InstanceTypes=["m6g.large"])["InstanceTypes"][0]["VCpuInfo"]["DefaultVCpus"] == 2
    refused("InvalidInstanceID.NotFound", ec2.describe_instances, InstanceIds=["i-0123456789abcdef0"])
    message = refused("UnsupportedOperation", ec2.create_vpc_endpoint, VpcId="vpc-1", ServiceName="s3")
    assert "CreateVpcEndpoint" in message, message
    assert "AllocateHosts" in refused("UnsupportedOperation", ec2.allocate_hosts, AvailabilityZone="us-east-1a")


globals()[sys.argv[1]]()
