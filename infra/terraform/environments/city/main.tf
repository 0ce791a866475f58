# A city of some millions: two of everything at least, room for nine o'clock.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Bucket, key and region are given at init; the bucket is sealed and versioned.
  backend "s3" {
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = { project = "zhanqiao", environment = "city" }
  }
}

locals {
  owners = toset(["applications", "residents", "notifications", "pilots", "appointments", "notices"])
}

ephemeral "aws_secretsmanager_random_password" "database" {
  for_each = local.owners

  password_length     = 40
  exclude_punctuation = true
}

module "city" {
  source = "../../modules/city"

  environment     = "city"
  partition       = var.partition
  region          = var.region
  account_id      = var.account_id
  zones           = var.zones
  nat_per_zone    = true
  domain          = var.domain
  certificate_arn = var.certificate_arn
  version_tag     = var.version_tag
  collector_image = var.collector_image
  psql_image      = var.psql_image
  identity        = var.identity

  database_ca_pem           = var.database_ca_pem
  database_passwords        = { for name in local.owners : name => ephemeral.aws_secretsmanager_random_password.database[name].random_password }
  database_password_version = var.database_password_version
  redis_auth_token          = var.redis_auth_token
  redis_password_version    = var.redis_password_version
  scanner_host              = var.scanner_host
  on_call_endpoint          = var.on_call_endpoint

  sizes = {
    gateway       = { cpu = 2048, memory = 4096, least = 3, most = 24 }
    applications  = { cpu = 2048, memory = 4096, least = 3, most = 16 }
    residents     = { cpu = 1024, memory = 2048, least = 2, most = 8 }
    notifications = { cpu = 2048, memory = 4096, least = 3, most = 16 }
    pilots        = { cpu = 1024, memory = 2048, least = 2, most = 4 }
    appointments  = { cpu = 2048, memory = 4096, least = 3, most = 16 }
    notices       = { cpu = 1024, memory = 2048, least = 2, most = 12 }
  }
  database                  = { instance_class = "db.r7g.2xlarge", storage_gib = 500, backup_days = 35 }
  cache                     = { node_type = "cache.r7g.large", nodes = 3 }
  requests_per_gateway_task = 60000
}

output "address" {
  value = module.city.address
}

output "repositories" {
  value = module.city.repositories
}

output "setup_task" {
  value = module.city.setup_task
}

output "secrets_to_fill" {
  value = module.city.secrets_to_fill
}
