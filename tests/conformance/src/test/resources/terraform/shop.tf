locals {
  insights = local.first ? "disabled" : "enabled"
  memory   = local.first ? 64 : 128
}

resource "aws_ecs_cluster" "shop" {
  name = "tf-shop"
  setting {
    name  = "containerInsights"
    value = local.insights
  }
  tags = { team = "blue", insights = local.insights }
  lifecycle {
    ignore_changes = [tags["added"], tags_all["added"]]
  }
}

resource "aws_ecs_tag" "added" {
  resource_arn = aws_ecs_cluster.shop.arn
  key          = "added"
  value        = local.insights
}

resource "aws_ecs_account_setting_default" "insights" {
  name  = "containerInsights"
  value = local.insights
}

resource "aws_ecs_task_definition" "web" {
  family = "tf-web"
  container_definitions = jsonencode([{
    name         = "web"
    image        = "nginx:latest"
    memory       = local.memory
    essential    = true
    portMappings = [{ containerPort = 80 }]
  }])
}

resource "aws_ecs_task_definition" "full" {
  family                   = "tf-full"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]
  cpu                      = 256
  memory                   = local.memory
  pid_mode                 = "task"
  tags                     = { team = "blue" }
  container_definitions = jsonencode([
    {
      name              = "store"
      image             = "redis:latest"
      essential         = true
      cpu               = 128
      memoryReservation = 32
      environment       = [{ name = "B", value = "2" }, { name = "A", value = "1" }]
      mountPoints       = [{ sourceVolume = "data", containerPath = "/data", readOnly = false }]
      healthCheck       = { command = ["CMD-SHELL", "redis-cli ping || exit 1"], interval = 10, startPeriod = 5 }
      ulimits           = [{ name = "nofile", softLimit = 1024, hardLimit = 2048 }]
      dockerLabels      = { team = "blue" }
      linuxParameters   = { initProcessEnabled = true, capabilities = { drop = ["NET_RAW"] } }
      logConfiguration  = { logDriver = "json-file", options = { "max-size" = "10m" } }
      portMappings      = [{ containerPort = 6379, hostPort = 0, protocol = "tcp", name = "redis" }]
    },
    {
      name      = "side"
      image     = "busybox:latest"
      essential = false
      memory    = 32
      command   = ["sleep", "60"]
      dependsOn = [{ containerName = "store", condition = "HEALTHY" }]
    },
  ])
  volume {
    name = "data"
    docker_volume_configuration {
      scope         = "shared"
      autoprovision = true
      driver        = "local"
      labels        = { team = "blue" }
    }
  }
  volume {
    name      = "host"
    host_path = "/srv/data"
  }
  placement_constraints {
    type       = "memberOf"
    expression = "attribute:ecs.os-type == linux"
  }
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/tf-web"
  retention_in_days = local.first ? 7 : 30
  tags              = { insights = local.insights }
}

resource "aws_cloudwatch_log_stream" "web" {
  name           = "by-hand"
  log_group_name = aws_cloudwatch_log_group.web.name
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  pattern        = "?ERROR ?FATAL"
  log_group_name = aws_cloudwatch_log_group.web.name
  metric_transformation {
    name      = "Errors"
    namespace = "Web"
    value     = "1"
  }
}

data "aws_ecs_cluster" "shop" {
  cluster_name = aws_ecs_cluster.shop.name
}

data "aws_ecs_task_definition" "web" {
  task_definition = aws_ecs_task_definition.web.family
}

output "newest" {
  value = data.aws_ecs_task_definition.web.revision
}

data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "reads" {
  statement {
    actions   = ["ecs:List*", "ecs:Describe*"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "aws:RequestedRegion"
      values   = ["us-east-1", local.insights]
    }
  }
}

data "aws_iam_policy" "execution" {
  arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_iam_policy" "reads" {
  name        = "tf-reads"
  path        = "/shop/"
  description = "Reading ECS"
  policy      = data.aws_iam_policy_document.reads.json
}

resource "aws_iam_role" "web" {
  name                 = "tf-web"
  path                 = "/shop/"
  description          = "insights ${local.insights}"
  max_session_duration = 7200
  assume_role_policy   = data.aws_iam_policy_document.tasks.json
  permissions_boundary = aws_iam_policy.reads.arn
  tags                 = { team = "blue", insights = local.insights }
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.web.name
  policy_arn = data.aws_iam_policy.execution.arn
}

resource "aws_iam_role_policy" "inline" {
  name   = "inline"
  role   = aws_iam_role.web.id
  policy = data.aws_iam_policy_document.reads.json
}

resource "aws_iam_instance_profile" "hosts" {
  name = "tf-hosts"
  role = aws_iam_role.web.name
}

resource "aws_iam_group" "readers" {
  name = "tf-readers"
}

resource "aws_iam_group_policy_attachment" "reads" {
  group      = aws_iam_group.readers.name
  policy_arn = aws_iam_policy.reads.arn
}

resource "aws_iam_user" "ann" {
  name = "tf-ann"
  path = "/shop/"
  tags = { insights = local.insights }
}

resource "aws_iam_user_group_membership" "ann" {
  user   = aws_iam_user.ann.name
  groups = [aws_iam_group.readers.name]
}

resource "aws_iam_user_policy" "inline" {
  name   = "inline"
  user   = aws_iam_user.ann.name
  policy = data.aws_iam_policy_document.reads.json
}

resource "aws_iam_access_key" "ann" {
  user = aws_iam_user.ann.name
}
