"""Cases of boto3 against a server with one node. `boto.py CASE` ends with 0 when all of it is as on AWS."""
import sys
import time
import urllib.request

import boto3
from botocore.exceptions import ClientError, WaiterError

ecs = boto3.client("ecs")


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return error.response["Error"]["Message"]
    raise AssertionError(f"not refused, though {code} was due")


def answered(url):
    """What a program in a container answers, once it listens: a task is RUNNING when its program has been started."""
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return response.read()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def pages():
    names = {f"page-{number}" for number in range(5)}
    for name in names:
        ecs.create_cluster(clusterName=name)
    found = list(ecs.get_paginator("list_clusters").paginate(PaginationConfig={"PageSize": 2}))
    listed = [arn.rsplit("/", 1)[1] for page in found for arn in page["clusterArns"]]
    assert all(len(page["clusterArns"]) <= 2 for page in found), found
    assert len(listed) == len(set(listed)) and names <= set(listed), listed
    for name in names:
        assert ecs.delete_cluster(cluster=name)["cluster"]["status"] == "INACTIVE"


def tags():
    arn = ecs.create_cluster(clusterName="tagged", tags=[{"key": "n", "value": "1"}])["cluster"]["clusterArn"]
    ecs.tag_resource(resourceArn=arn, tags=[{"key": "team", "value": "blue"}])
    ecs.untag_resource(resourceArn=arn, tagKeys=["n"])
    assert ecs.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "team", "value": "blue"}]
    shown = ecs.describe_clusters(clusters=["tagged"], include=["TAGS"])["clusters"][0]
    assert shown["tags"] == [{"key": "team", "value": "blue"}], shown
    assert ecs.describe_clusters(clusters=["tagged"])["clusters"][0]["tags"] == []
    ecs.delete_cluster(cluster="tagged")


def settings():
    def effective():
        answer = ecs.list_account_settings(name="containerInsights", effectiveSettings=True)
        return [setting["value"] for setting in answer["settings"]]

    ecs.put_account_setting_default(name="containerInsights", value="enabled")
    assert effective() == ["enabled"], effective()
    ecs.put_account_setting(name="containerInsights", value="disabled")
    assert effective() == ["disabled"], effective()
    # These calls are the root user's, whose settings are those of the account.
    ecs.put_account_setting(name="containerInsights", value="enabled")
    ecs.delete_account_setting(name="containerInsights")
    assert effective() == ["disabled"], effective()


def refusals():
    refused("ClusterNotFoundException", ecs.delete_cluster, cluster="gone")
    refused("ClusterNotFoundException", ecs.list_tasks, cluster="gone")
    refused("ClusterNotFoundException", ecs.run_task, cluster="gone", taskDefinition="nothing")
    refused("InvalidParameterException", ecs.create_cluster, clusterName="no spaces")
    refused("InvalidParameterException", ecs.list_clusters, nextToken="not-a-token")
    refused("ClientException", ecs.describe_task_definition, taskDefinition="nothing")
    refused("ClientException", ecs.run_task, taskDefinition="nothing")
    refused("InvalidParameterException", ecs.stop_task, task="0123456789abcdef0123456789abcdef")
    missing = ecs.describe_tasks(tasks=["0123456789abcdef0123456789abcdef"])
    assert [failure["reason"] for failure in missing["failures"]] == ["MISSING"], missing
    try:
        ecs.describe_clusters(clusters=["gone"])
        ecs.delete_cluster(cluster="gone")
    except ecs.exceptions.ClusterNotFoundException as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 400, error.response
        assert error.response["ResponseMetadata"]["RequestId"], error.response


def keys():
    key = ecs._request_signer._credentials.access_key
    wrong = boto3.client("ecs", aws_access_key_id=key, aws_secret_access_key="x" * 40)
    refused("InvalidSignatureException", wrong.list_clusters)
    unknown = boto3.client("ecs", aws_access_key_id="AKIANOBODYNOBODYNOBO", aws_secret_access_key="x" * 40)
    refused("UnrecognizedClientException", unknown.list_clusters)


def tasks():
    definition = ecs.register_task_definition(
        family="boto",
        networkMode="bridge",
        containerDefinitions=[
            {
                "name": "http",
                "image": "gantry/python-http:latest",
                "memory": 32,
                "essential": True,
                "stopTimeout": 5,
                "portMappings": [{"containerPort": 8000}],
            }
        ],
        tags=[{"key": "from", "value": "definition"}],
    )["taskDefinition"]
    answer = ecs.run_task(
        taskDefinition="boto", count=3, startedBy="boto-case", propagateTags="TASK_DEFINITION",
        tags=[{"key": "from-call", "value": "yes"}],
        overrides={"containerOverrides": [{"name": "http", "environment": [{"name": "WHO", "value": "boto"}]}]})
    assert answer["failures"] == [] and len(answer["tasks"]) == 3, answer
    arns = [task["taskArn"] for task in answer["tasks"]]
    ecs.get_waiter("tasks_running").wait(tasks=arns, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    listed = [page["taskArns"] for page in ecs.get_paginator("list_tasks").paginate(
        startedBy="boto-case", PaginationConfig={"PageSize": 1})]
    assert all(len(page) <= 1 for page in listed), listed
    assert sorted(arn for page in listed for arn in page) == sorted(arns), listed
    for task in ecs.describe_tasks(tasks=arns, include=["TAGS"])["tasks"]:
        assert task["taskDefinitionArn"] == definition["taskDefinitionArn"], task
        assert {tag["key"]: tag["value"] for tag in task["tags"]} == {"from": "definition", "from-call": "yes"}, task
        assert task["createdAt"] <= task["startedAt"], task
        assert task["overrides"]["containerOverrides"][0]["environment"] == [{"name": "WHO", "value": "boto"}], task
        port = task["containers"][0]["networkBindings"][0]["hostPort"]
        assert b'"WHO": "boto"' in answered(f"http://127.0.0.1:{port}/who")
    try:
        ecs.get_waiter("tasks_stopped").wait(tasks=arns, WaiterConfig={"Delay": 1, "MaxAttempts": 1})
        raise AssertionError("they have not stopped")
    except WaiterError as running:
        assert "Max attempts exceeded" in str(running), running
    for arn in arns:
        assert ecs.stop_task(task=arn, reason="boto says so")["task"]["desiredStatus"] == "STOPPED"
    ecs.get_waiter("tasks_stopped").wait(tasks=arns, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    for task in ecs.describe_tasks(tasks=arns)["tasks"]:
        assert task["stopCode"] == "UserInitiated" and task["stoppedReason"] == "boto says so", task
        assert task["stoppingAt"] <= task["executionStoppedAt"] <= task["stoppedAt"], task
        assert task["containers"][0]["exitCode"] == 0, task
        assert "tags" not in task or task["tags"] == [], task
    try:
        ecs.get_waiter("tasks_running").wait(tasks=arns, WaiterConfig={"Delay": 1, "MaxAttempts": 2})
        raise AssertionError("they run again")
    except WaiterError as stopped:
        assert "terminal failure" in str(stopped), stopped


def definitions():
    for memory in (16, 24, 32):
        ecs.register_task_definition(family="pages", containerDefinitions=[
            {"name": "one", "image": "busybox:latest", "memory": memory, "essential": True}])
    paginator = ecs.get_paginator("list_task_definitions")
    newest = [arn.rsplit(":", 1)[1] for page in paginator.paginate(
        familyPrefix="pages", sort="DESC", PaginationConfig={"PageSize": 2}) for arn in page["taskDefinitionArns"]]
    assert newest == ["3", "2", "1"], newest
    ecs.deregister_task_definition(taskDefinition="pages:2")
    inactive = paginator.paginate(familyPrefix="pages", status="INACTIVE").build_full_result()
    assert [arn.rsplit("/", 1)[1] for arn in inactive["taskDefinitionArns"]] == ["pages:2"], inactive
    deleted = ecs.delete_task_definitions(taskDefinitions=["pages:2", "pages:1"])
    assert [each["status"] for each in deleted["taskDefinitions"]] == ["DELETE_IN_PROGRESS"], deleted
    assert len(deleted["failures"]) == 1, deleted
    families = ecs.get_paginator("list_task_definition_families").paginate(
        familyPrefix="pages", status="ACTIVE").build_full_result()["families"]
    assert families == ["pages"], families
    for revision in (1, 3):
        ecs.deregister_task_definition(taskDefinition=f"pages:{revision}")


def attributes():
    instance = ecs.list_container_instances()["containerInstanceArns"][0]
    stack = {"name": "stack", "value": "blue", "targetId": instance}
    ecs.put_attributes(attributes=[stack])
    found = list(ecs.get_paginator("list_attributes").paginate(
        targetType="container-instance", attributeName="stack"))[0]["attributes"]
    assert [{name: each[name] for name in stack} for each in found] == [stack], found
    assert ecs.list_container_instances(filter="attribute:stack == blue")["containerInstanceArns"] == [instance]
    assert ecs.list_container_instances(filter="attribute:stack == red")["containerInstanceArns"] == []
    ecs.register_task_definition(family="placed", containerDefinitions=[
        {"name": "one", "image": "busybox:latest", "memory": 16, "essential": True, "command": ["true"]}])

    def run(expression):
        return ecs.run_task(taskDefinition="placed", placementConstraints=[
            {"type": "memberOf", "expression": expression}])

    none = run("attribute:stack == red")
    assert none["tasks"] == [] and none["failures"][0]["reason"] == "MemberOf placement constraint unsatisfied.", none
    some = run("attribute:stack in [blue, green] and not(attribute:ecs.os-type == windows)")
    assert some["failures"] == [] and some["tasks"][0]["containerInstanceArn"] == instance, some
    refused("InvalidParameterException", run, expression="attribute:stack ==")
    ecs.delete_attributes(attributes=[{"name": "stack", "targetId": instance}])
    assert ecs.list_attributes(targetType="container-instance", attributeName="stack")["attributes"] == []


def draining():
    instance = ecs.list_container_instances()["containerInstanceArns"][0]
    ecs.register_task_definition(family="drained", containerDefinitions=[
        {"name": "one", "image": "busybox:latest", "memory": 16, "essential": True, "stopTimeout": 2,
         "command": ["sleep", "3600"]}])
    first = ecs.start_task(taskDefinition="drained", containerInstances=[instance])
    assert first["failures"] == [] and first["tasks"][0]["containerInstanceArn"] == instance, first
    arn = first["tasks"][0]["taskArn"]
    ecs.get_waiter("tasks_running").wait(tasks=[arn], WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    changed = ecs.update_container_instances_state(containerInstances=[instance], status="DRAINING")
    try:
        assert [each["status"] for each in changed["containerInstances"]] == ["DRAINING"], changed
        assert ecs.list_container_instances(status="DRAINING")["containerInstanceArns"] == [instance]
        why = refused("InvalidParameterException", ecs.run_task, taskDefinition="drained")
        assert why == "No Container Instances were found in your cluster.", why
        # A task that belongs to no service stays.
        assert ecs.describe_tasks(tasks=[arn])["tasks"][0]["desiredStatus"] == "RUNNING"
    finally:
        ecs.update_container_instances_state(containerInstances=[instance], status="ACTIVE")
    again = ecs.run_task(taskDefinition="drained")
    assert again["failures"] == [] and len(again["tasks"]) == 1, again
    for task in arn, again["tasks"][0]["taskArn"]:
        ecs.stop_task(task=task)
    unknown = ecs.start_task(taskDefinition="drained", containerInstances=["0123456789abcdef0123456789abcdef"])
    assert unknown["tasks"] == [] and unknown["failures"][0]["reason"] == "MISSING", unknown


def define_front():
    return ecs.register_task_definition(family="front", networkMode="bridge", containerDefinitions=[
        {"name": "http", "image": "gantry/python-http:latest", "memory": 32, "essential": True, "stopTimeout": 5,
         "portMappings": [{"containerPort": 8000}]}])["taskDefinition"]["taskDefinitionArn"]


def until(what, look):
    end = time.monotonic() + 90
    while not look():
        assert time.monotonic() < end, f"not within 90 s: {what}"
        time.sleep(0.1)


def services():
    quick = {"Delay": 1, "MaxAttempts": 90}

    def front():
        return ecs.describe_services(services=["front"], include=["TAGS"])["services"][0]

    def rolled_out():
        deployments = front()["deployments"]
        return len(deployments) == 1 and deployments[0]["rolloutState"] == "COMPLETED"

    first = define_front()
    token = {"clientToken": "once"}
    made = ecs.create_service(
        serviceName="front", taskDefinition="front", desiredCount=2, propagateTags="SERVICE", enableECSManagedTags=True,
        healthCheckGracePeriodSeconds=7, tags=[{"key": "team", "value": "blue"}],
        deploymentConfiguration={"maximumPercent": 150, "minimumHealthyPercent": 50},
        placementStrategy=[{"type": "spread", "field": "attribute:ecs.availability-zone"}], **token)["service"]
    assert made["runningCount"] == 0 and made["deployments"][0]["status"] == "PRIMARY", made
    assert made["deployments"][0]["id"].startswith("ecs-svc/"), made
    ecs.get_waiter("services_stable").wait(services=["front"], WaiterConfig=quick)
    until("rolled out", rolled_out)
    shown = front()
    for name in ("healthCheckGracePeriodSeconds", "placementStrategy", "propagateTags", "tags", "taskDefinition"):
        assert shown[name] == made[name], (name, shown)
    assert shown["deploymentConfiguration"]["maximumPercent"] == 150, shown
    assert "networkConfiguration" not in shown, shown
    counted = ecs.describe_clusters(include=["STATISTICS"])["clusters"][0]
    assert counted["activeServicesCount"] == 1 and counted["runningTasksCount"] == 2, counted
    statistics = {pair["name"]: pair["value"] for pair in counted["statistics"]}
    assert statistics["activeEC2ServiceCount"] == "1" and statistics["runningEC2TasksCount"] == "2", statistics
    arns = ecs.list_tasks(serviceName="front")["taskArns"]
    tasks = ecs.describe_tasks(tasks=arns, include=["TAGS"])["tasks"]
    assert len(tasks) == 2, tasks
    for task in tasks:
        tags = {tag["key"]: tag["value"] for tag in task["tags"]}
        assert tags == {"team": "blue", "aws:ecs:serviceName": "front", "aws:ecs:clusterName": "default"}, tags
        port = task["containers"][0]["networkBindings"][0]["hostPort"]
        assert answered(f"http://127.0.0.1:{port}/")
    # A task that somebody stops is replaced.
    ecs.stop_task(task=arns[0])
    until("replaced", lambda: arns[0] not in ecs.list_tasks(serviceName="front")["taskArns"]
          and front()["runningCount"] == 2)
    # What is no part of a revision starts no deployment; a new revision does, and so does force.
    same = ecs.update_service(service="front", enableECSManagedTags=False, healthCheckGracePeriodSeconds=0)["service"]
    assert len(same["deployments"]) == 1 and same["healthCheckGracePeriodSeconds"] == 0, same
    second = define_front()
    ecs.update_service(service="front", taskDefinition=second)
    until("rolled over", rolled_out)
    ecs.update_service(service="front", forceNewDeployment=True)
    until("renewed", rolled_out)
    ecs.get_waiter("services_stable").wait(services=["front"], WaiterConfig=quick)
    briefs = ecs.list_service_deployments(service="front")["serviceDeployments"]
    assert [brief["status"] for brief in briefs] == ["SUCCESSFUL"] * 3, briefs
    assert [brief["createdAt"] for brief in briefs] == sorted((brief["createdAt"] for brief in briefs), reverse=True)
    later = ecs.list_service_deployments(service="front", createdAt={"after": briefs[1]["createdAt"]})
    assert len(later["serviceDeployments"]) == 2, later
    revisions = ecs.describe_service_revisions(
        serviceRevisionArns=[brief["targetServiceRevisionArn"] for brief in briefs])["serviceRevisions"]
    assert [revision["taskDefinition"] for revision in revisions] == [second, second, first], revisions
    ecs.update_service(service="front", desiredCount=0)
    until("empty", lambda: front()["runningCount"] == 0)
    assert ecs.delete_service(service="front")["service"]["status"] in ("DRAINING", "INACTIVE")
    ecs.get_waiter("services_inactive").wait(services=["front"], WaiterConfig=quick)
    refused("ServiceNotActiveException", ecs.update_service, service="front", desiredCount=1)
    try:
        ecs.get_waiter("services_stable").wait(services=["front"], WaiterConfig=quick)
        raise AssertionError("an INACTIVE service is not stable")
    except WaiterError as inactive:
        assert "terminal failure" in str(inactive), inactive


def staged():
    define_front()
    pause = {"targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]}
    ecs.create_service(serviceName="staged", taskDefinition="front", desiredCount=1, deploymentConfiguration={
        "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0, "lifecycleHooks": [pause]})

    def rollout():
        arn = ecs.describe_services(services=["staged"])["services"][0]["currentServiceDeployment"]
        return ecs.describe_service_deployments(serviceDeploymentArns=[arn])["serviceDeployments"][0]

    def waiting():
        return [hook for hook in rollout().get("lifecycleHookDetails", []) if hook["status"] == "AWAITING_ACTION"]

    def ended(status):
        until(status, lambda: rollout()["status"] == status)

    until("paused", waiting)
    first = rollout()
    assert first["lifecycleStage"] == "POST_TEST_TRAFFIC_SHIFT", first
    hook = first["lifecycleHookDetails"][0]
    assert hook["targetType"] == "PAUSE" and hook["timeoutAction"] == "ROLLBACK", hook
    ecs.continue_service_deployment(serviceDeploymentArn=first["serviceDeploymentArn"], hookId=hook["hookId"])
    ended("SUCCESSFUL")
    refused("InvalidParameterException", ecs.continue_service_deployment,
            serviceDeploymentArn=first["serviceDeploymentArn"], hookId=hook["hookId"])
    refused("ConflictException", ecs.stop_service_deployment, serviceDeploymentArn=first["serviceDeploymentArn"])
    refused("ServiceDeploymentNotFoundException", ecs.stop_service_deployment,
            serviceDeploymentArn=first["serviceDeploymentArn"] + "0")
    ecs.update_service(service="staged", forceNewDeployment=True)
    until("paused again", waiting)
    second = rollout()
    weights = [revision["requestedProductionTrafficWeight"]
               for revision in [second["targetServiceRevision"]] + second["sourceServiceRevisions"]]
    assert weights == [0, 100], weights
    counts = [revision["runningTaskCount"] for revision in second["sourceServiceRevisions"]]
    assert counts == [1] and second["targetServiceRevision"]["runningTaskCount"] == 1, second
    ecs.stop_service_deployment(serviceDeploymentArn=second["serviceDeploymentArn"], stopType="ROLLBACK")
    ended("ROLLBACK_SUCCESSFUL")
    source = second["sourceServiceRevisions"][0]["arn"]
    assert rollout()["rollback"]["serviceRevisionArn"] == source, rollout()
    running = ecs.describe_services(services=["staged"])["services"][0]["currentServiceRevisions"]
    assert source in [revision["arn"] for revision in running], running
    ecs.delete_service(service="staged", force=True)


def service_pages():
    define_front()
    names = {f"page-{number}" for number in range(5)}
    for name in sorted(names):
        strategy = "DAEMON" if name == "page-4" else "REPLICA"
        ecs.create_service(serviceName=name, taskDefinition="front", schedulingStrategy=strategy, **(
            {"placementConstraints": [{"type": "memberOf", "expression": "attribute:nothing == here"}]}
            if strategy == "DAEMON" else {"desiredCount": 0}))
    paginator = ecs.get_paginator("list_services")
    found = [page["serviceArns"] for page in paginator.paginate(PaginationConfig={"PageSize": 2})]
    assert all(len(page) <= 2 for page in found), found
    listed = [arn.rsplit("/", 1)[1] for page in found for arn in page]
    assert len(listed) == len(set(listed)) and set(listed) == names, listed
    daemons = paginator.paginate(schedulingStrategy="DAEMON").build_full_result()["serviceArns"]
    assert [arn.rsplit("/", 1)[1] for arn in daemons] == ["page-4"], daemons
    assert paginator.paginate(launchType="FARGATE").build_full_result()["serviceArns"] == []
    refused("InvalidParameterException", ecs.list_services, nextToken="not-a-token")
    arn = ecs.describe_services(services=["page-0"])["services"][0]["serviceArn"]
    ecs.tag_resource(resourceArn=arn, tags=[{"key": "team", "value": "blue"}])
    assert ecs.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "team", "value": "blue"}]
    ecs.untag_resource(resourceArn=arn, tagKeys=["team"])
    assert ecs.describe_services(services=[arn], include=["TAGS"])["services"][0]["tags"] == []
    missing = ecs.describe_services(services=["page-0", "gone"])
    assert len(missing["services"]) == 1 and missing["failures"][0]["reason"] == "MISSING", missing
    for name in names:
        ecs.delete_service(service=name, force=True)
    for name in names:
        ecs.get_waiter("services_inactive").wait(services=[name], WaiterConfig={"Delay": 1, "MaxAttempts": 60})


def service_refusals():
    define_front()
    good = {"serviceName": "bad", "taskDefinition": "front", "desiredCount": 1}

    def create(**changed):
        return refused(changed.pop("code", "InvalidParameterException"), ecs.create_service, **{**good, **changed})

    assert "binpack" in create(placementStrategy=[{"type": "binpack", "field": "disk"}])
    create(placementStrategy=[{"type": "spread", "field": "moon"}])
    create(placementStrategy=[{"type": "random", "field": "cpu"}])
    create(placementConstraints=[{"type": "memberOf", "expression": "attribute:stack =="}])
    create(placementConstraints=[{"type": "distinctInstance", "expression": "attribute:stack == x"}])
    create(desiredCount=-1)
    create(desiredCount=5001)
    create(serviceName="no spaces")
    create(deploymentConfiguration={"maximumPercent": 50})
    create(deploymentConfiguration={"minimumHealthyPercent": 101})
    create(taskDefinition="gone", code="ClientException")
    create(cluster="gone", code="ClusterNotFoundException")
    create(schedulingStrategy="DAEMON")
    create(launchType="EC2", capacityProviderStrategy=[{"capacityProvider": "FARGATE"}])
    create(clientToken="x" * 37)
    refused("ServiceNotFoundException", ecs.update_service, service="gone", desiredCount=1)
    refused("ServiceNotFoundException", ecs.delete_service, service="gone")
    refused("ServiceNotFoundException", ecs.list_service_deployments, service="gone")
    refused("InvalidParameterException", ecs.describe_services, services=[])
    refused("InvalidParameterException", ecs.describe_services, services=[f"s{n}" for n in range(11)])
    ecs.create_service(**good)
    why = refused("InvalidParameterException", ecs.delete_service, service="bad")
    assert why == "The service cannot be stopped while it is scaled above 0.", why
    assert create(desiredCount=2) == "Creation of service was not idempotent."
    assert ecs.create_service(**good)["service"]["serviceName"] == "bad"
    ecs.delete_service(service="bad", force=True)


def capacity():
    both = ecs.describe_capacity_providers()["capacityProviders"]
    assert [one["name"] for one in both] == ["FARGATE", "FARGATE_SPOT"], both
    assert all(one["status"] == "ACTIVE" for one in both), both
    strategy = [{"capacityProvider": "FARGATE", "weight": 1, "base": 1}, {"capacityProvider": "FARGATE_SPOT", "weight": 4}]
    shown = [{"base": 0, **one} for one in strategy]
    ecs.create_cluster(
        clusterName="spot", capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=strategy)
    cluster = ecs.describe_clusters(clusters=["spot"])["clusters"][0]
    assert cluster["defaultCapacityProviderStrategy"] == shown, cluster
    ecs.register_task_definition(
        family="spot", networkMode="awsvpc", cpu="256", memory="512", requiresCompatibilities=["FARGATE"],
        containerDefinitions=[{"name": "http", "image": "gantry/python-http:latest", "essential": True}])
    subnet = boto3.client("ec2").describe_subnets()["Subnets"][0]["SubnetId"]
    network = {"awsvpcConfiguration": {"subnets": [subnet]}}
    made = {"cluster": "spot", "serviceName": "spot", "taskDefinition": "spot", "desiredCount": 0}
    service = ecs.create_service(**made, networkConfiguration=network)["service"]
    assert service["capacityProviderStrategy"] == shown and "launchType" not in service, service
    assert service["deployments"][0]["capacityProviderStrategy"] == shown, service
    why = refused("InvalidParameterException", ecs.update_service, cluster="spot", service="spot",
                  capacityProviderStrategy=strategy[:1])
    assert why.endswith("you must force a new deployment."), why
    refused("ResourceInUseException", ecs.put_cluster_capacity_providers, cluster="spot",
            capacityProviders=["FARGATE"], defaultCapacityProviderStrategy=[])
    ecs.delete_service(cluster="spot", service="spot")
    ecs.get_waiter("services_inactive").wait(cluster="spot", services=["spot"], WaiterConfig={"Delay": 1})
    ecs.put_cluster_capacity_providers(cluster="spot", capacityProviders=[], defaultCapacityProviderStrategy=[])
    assert ecs.delete_cluster(cluster="spot")["cluster"]["capacityProviders"] == []


globals()[sys.argv[1]]()
