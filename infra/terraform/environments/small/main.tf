# A district, a trial or a rehearsal: the same house with small rooms: one NAT gateway, a small
# database, the fewest tasks that make a restart invisible.

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
    tags = { project = "zhanqiao", environment = "small" }
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

  environment     = "small"
  partition       = var.partition
  region          = var.region
  account_id      = var.account_id
  zones           = var.zones
  nat_per_zone    = false
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
    gateway       = { cpu = 512, memory = 1024, least = 2, most = 4 }
    applications  = { cpu = 512, memory = 1024, least = 2, most = 4 }
    residents     = { cpu = 512, memory = 1024, least = 2, most = 2 }
    notifications = { cpu = 512, memory = 1024, least = 2, most = 4 }
    pilots        = { cpu = 512, memory = 1024, least = 2, most = 2 }
    appointments  = { cpu = 512, memory = 1024, least = 2, most = 4 }
    notices       = { cpu = 512, memory = 1024, least = 2, most = 4 }
  }
  database                  = { instance_class = "db.t4g.medium", storage_gib = 50, backup_days = 14 }
  cache                     = { node_type = "cache.t4g.small", nodes = 2 }
  requests_per_gateway_task = 15000
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
