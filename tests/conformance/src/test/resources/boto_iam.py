"""What boto3 sees of IAM: each function is one case, and ends with an exception when something is not as on AWS."""

import json
import sys

import boto3
from botocore.exceptions import ClientError

iam = boto3.client("iam")
TASKS = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}}
    ],
}
READS = {
    "Version": "2012-10-17",
    "Statement": [{"Sid": "Reads", "Effect": "Allow", "Action": ["ecs:List*", "ecs:Describe*"], "Resource": "*"}],
}
EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"


def refused(code, status, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == status, error.response
        return error.response["Error"]["Message"]
    raise AssertionError("not refused: " + code)


def users():
    made = iam.create_user(UserName="boto-ann", Path="/team/", Tags=[{"Key": "Team", "Value": "a"}])["User"]
    assert made["Arn"].endswith(":user/team/boto-ann") and made["UserId"].startswith("AIDA"), made
    assert iam.get_user(UserName="boto-ann")["User"]["Tags"] == [{"Key": "Team", "Value": "a"}]
    assert "Tags" not in iam.list_users(PathPrefix="/team/")["Users"][0]
    assert refused("EntityAlreadyExists", 409, iam.create_user, UserName="boto-ann") == (
        "User with name boto-ann already exists."
    )
    assert refused("NoSuchEntity", 404, iam.get_user, UserName="boto-nobody") == (
        "The user with name boto-nobody cannot be found."
    )
    iam.create_group(GroupName="boto-ops")
    iam.add_user_to_group(GroupName="boto-ops", UserName="boto-ann")
    assert [u["UserName"] for u in iam.get_group(GroupName="boto-ops")["Users"]] == ["boto-ann"]
    iam.put_group_policy(GroupName="boto-ops", PolicyName="reads", PolicyDocument=json.dumps(READS))
    assert iam.get_group_policy(GroupName="boto-ops", PolicyName="reads")["PolicyDocument"] == READS
    refused("DeleteConflict", 409, iam.delete_group, GroupName="boto-ops")
    iam.remove_user_from_group(GroupName="boto-ops", UserName="boto-ann")
    iam.delete_group_policy(GroupName="boto-ops", PolicyName="reads")
    iam.delete_group(GroupName="boto-ops")
    iam.delete_user(UserName="boto-ann")


def keys():
    iam.create_user(UserName="boto-keys")
    key = iam.create_access_key(UserName="boto-keys")["AccessKey"]
    assert len(key["SecretAccessKey"]) == 40 and key["AccessKeyId"].startswith("AKIA")
    own = boto3.client(
        "iam", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"]
    )
    refused("AccessDenied", 403, own.list_users)
    wrong = boto3.client("iam", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key="x" * 40)
    refused("SignatureDoesNotMatch", 403, wrong.list_users)
    iam.update_access_key(UserName="boto-keys", AccessKeyId=key["AccessKeyId"], Status="Inactive")
    refused("InvalidClientTokenId", 403, own.list_users)
    refused("DeleteConflict", 409, iam.delete_user, UserName="boto-keys")
    iam.delete_access_key(UserName="boto-keys", AccessKeyId=key["AccessKeyId"])
    iam.delete_user(UserName="boto-keys")


def roles():
    role = iam.create_role(RoleName="boto-web", AssumeRolePolicyDocument=json.dumps(TASKS))["Role"]
    assert role["AssumeRolePolicyDocument"] == TASKS, role
    iam.get_waiter("role_exists").wait(RoleName="boto-web", WaiterConfig={"Delay": 1, "MaxAttempts": 2})
    iam.attach_role_policy(RoleName="boto-web", PolicyArn=EXECUTION)
    assert iam.list_attached_role_policies(RoleName="boto-web")["AttachedPolicies"] == [
        {"PolicyName": "AmazonECSTaskExecutionRolePolicy", "PolicyArn": EXECUTION}
    ]
    holders = iam.list_entities_for_policy(PolicyArn=EXECUTION)
    assert "boto-web" in [r["RoleName"] for r in holders["PolicyRoles"]], holders
    iam.create_instance_profile(InstanceProfileName="boto-hosts")
    iam.add_role_to_instance_profile(InstanceProfileName="boto-hosts", RoleName="boto-web")
    profile = iam.get_instance_profile(InstanceProfileName="boto-hosts")["InstanceProfile"]
    assert [r["RoleName"] for r in profile["Roles"]] == ["boto-web"], profile
    refused("DeleteConflict", 409, iam.delete_role, RoleName="boto-web")
    iam.remove_role_from_instance_profile(InstanceProfileName="boto-hosts", RoleName="boto-web")
    iam.delete_instance_profile(InstanceProfileName="boto-hosts")
    iam.detach_role_policy(RoleName="boto-web", PolicyArn=EXECUTION)
    iam.delete_role(RoleName="boto-web")


def policies():
    arn = iam.create_policy(PolicyName="boto-reads", PolicyDocument=json.dumps(READS))["Policy"]["Arn"]
    version = iam.create_policy_version(PolicyArn=arn, PolicyDocument=json.dumps(READS), SetAsDefault=True)
    assert version["PolicyVersion"]["VersionId"] == "v2"
    assert iam.get_policy_version(PolicyArn=arn, VersionId="v2")["PolicyVersion"]["Document"] == READS
    refused("DeleteConflict", 409, iam.delete_policy, PolicyArn=arn)
    iam.delete_policy_version(PolicyArn=arn, VersionId="v1")
    iam.delete_policy(PolicyArn=arn)
    refused("MalformedPolicyDocument", 400, iam.create_policy, PolicyName="boto-bad", PolicyDocument="{")
    pages = iam.get_paginator("list_policies").paginate(Scope="AWS", PaginationConfig={"PageSize": 7})
    arns = [policy["Arn"] for page in pages for policy in page["Policies"]]
    assert EXECUTION in arns and len(arns) == len(set(arns)) > 30, arns
    assert iam.get_account_summary()["SummaryMap"]["AccessKeysPerUserQuota"] == 2


def refusals():
    refused("UnsupportedOperation", 400, iam.create_login_profile, UserName="a", Password="secret")
    refused("ValidationError", 400, iam.create_user, UserName="no spaces")
    refused("InvalidInput", 400, iam.create_service_linked_role, AWSServiceName="lex.amazonaws.com")


if __name__ == "__main__":
    globals()[sys.argv[1]]()
