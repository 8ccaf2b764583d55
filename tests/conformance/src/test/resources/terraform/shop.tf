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
