# All files of this folder are applied together: first with the generation 1, then with 2, which changes what can be changed.
variable "endpoint" {
  type = string
}

variable "generation" {
  type = number
}

locals {
  first = var.generation == 1
}

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  endpoints {
    ec2 = var.endpoint
    ecs = var.endpoint
    logs = var.endpoint
    iam = var.endpoint
  }
  default_tags {
    tags = { made = "terraform" }
  }
}
