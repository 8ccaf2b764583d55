resource "aws_ecs_task_definition" "front" {
  family       = "tf-front"
  network_mode = "bridge"
  container_definitions = jsonencode([{
    name         = "nginx"
    image        = "nginx:latest"
    memory       = 32
    essential    = true
    stopTimeout  = 5
    environment  = [{ name = "GENERATION", value = tostring(var.generation) }]
    portMappings = [{ containerPort = 80, hostPort = 0, protocol = "tcp" }]
  }])
}

# Everything that an update may change.
resource "aws_ecs_service" "front" {
  name                               = "tf-front"
  cluster                            = "default"
  task_definition                    = aws_ecs_task_definition.front.arn
  desired_count                      = var.generation
  deployment_minimum_healthy_percent = local.first ? 50 : 100
  deployment_maximum_percent         = 300
  enable_ecs_managed_tags            = true
  enable_execute_command             = false
  health_check_grace_period_seconds  = local.first ? 0 : 30
  propagate_tags                     = local.first ? "SERVICE" : "TASK_DEFINITION"
  availability_zone_rebalancing      = "DISABLED"
  force_new_deployment               = true
  wait_for_steady_state              = true
  triggers                           = { generation = tostring(var.generation) }
  tags                               = { generation = tostring(var.generation) }

  deployment_circuit_breaker {
    enable   = true
    rollback = local.first
  }
  ordered_placement_strategy {
    type  = local.first ? "spread" : "binpack"
    field = local.first ? "instanceId" : "memory"
  }
  placement_constraints {
    type       = "memberOf"
    expression = "attribute:ecs.os-type == linux"
  }
}

# As little as a service may say; the provider reads the rest back.
resource "aws_ecs_service" "plain" {
  name            = "tf-plain"
  task_definition = aws_ecs_task_definition.front.arn
  desired_count   = 0
}

resource "aws_ecs_service" "daemon" {
  name                = "tf-daemon"
  cluster             = "default"
  task_definition     = aws_ecs_task_definition.front.arn
  scheduling_strategy = "DAEMON"
}

# Deployed by task sets.
resource "aws_ecs_service" "external" {
  name          = "tf-external"
  cluster       = "default"
  desired_count = 2
  deployment_controller {
    type = "EXTERNAL"
  }
}

resource "aws_ecs_task_set" "blue" {
  service           = aws_ecs_service.external.id
  cluster           = "default"
  external_id       = "blue"
  task_definition   = aws_ecs_task_definition.front.arn
  force_delete      = true
  wait_until_stable = true
  tags              = { team = "blue" }
  scale {
    unit  = "PERCENT"
    value = local.first ? 50 : 100
  }
}

# Over capacity providers, in a cluster that has a default of its own.
resource "aws_ecs_cluster" "spot" {
  name = "tf-spot"
}

resource "aws_ecs_cluster_capacity_providers" "spot" {
  cluster_name       = aws_ecs_cluster.spot.name
  capacity_providers = ["FARGATE_SPOT", "FARGATE"]
  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
  }
}

resource "aws_ecs_task_definition" "spot" {
  family                   = "tf-spot"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "nginx", image = "nginx:latest", essential = true }])
}

resource "aws_ecs_service" "spot" {
  name                 = "tf-spot"
  cluster              = aws_ecs_cluster_capacity_providers.spot.cluster_name
  task_definition      = aws_ecs_task_definition.spot.arn
  desired_count        = 0
  force_new_deployment = true
  network_configuration {
    subnets = data.aws_subnets.default.ids
  }
  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 1
    weight            = var.generation
  }
  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = 4
  }
}

data "aws_ecs_service" "front" {
  cluster_arn  = aws_ecs_service.front.cluster
  service_name = aws_ecs_service.front.name
}

output "wanted" {
  value = data.aws_ecs_service.front.desired_count
}
