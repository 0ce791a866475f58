# Redis: a cache, a limiter, a live channel and a transport. Losing all of it loses no data, so there
# are replicas for speed of recovery and no snapshots.

variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "vpc_id" {
  type = string
}

variable "subnets" {
  description = "Subnets of the data ring, one in each zone."
  type        = list(string)
}

variable "client_groups" {
  description = "Security groups of the programs that use Redis, by name."
  type        = map(string)
}

variable "node_type" {
  type = string
}

variable "nodes" {
  description = "One primary and its replicas, 2 to 3."
  type        = number
  default     = 2

  validation {
    condition     = var.nodes >= 2 && var.nodes <= 3
    error_message = "Two nodes to survive the loss of one, three at most: there are three zones."
  }
}

variable "key_arn" {
  type = string
}

variable "auth_token" {
  description = "Password of Redis, 32 to 128 characters."
  type        = string
  sensitive   = true

  validation {
    condition     = can(regex("^[A-Za-z0-9!&#$^<>-]{32,128}$", var.auth_token))
    error_message = "The token takes 32 to 128 letters, digits or !&#$^<>-."
  }
}

variable "log_retention_days" {
  type = number
}

variable "logs_key_arn" {
  type = string
}

resource "aws_elasticache_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnets
}

resource "aws_security_group" "this" {
  name        = "${var.name}-cache"
  description = "Redis, for the gateway and the services."
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.client_groups

  security_group_id            = aws_security_group.this.id
  description                  = "Redis from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
}

resource "aws_elasticache_parameter_group" "this" {
  name   = var.name
  family = "redis7"

  # Streams and limits must not push each other out in silence; a full Redis refuses, and everybody
  # goes the slower way.
  parameter {
    name  = "maxmemory-policy"
    value = "volatile-ttl"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "slow" {
  name              = "/${var.name}/redis-slow"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_elasticache_replication_group" "this" {
  replication_group_id = var.name
  description          = "Zhanqiao: cache, limiter, live channel, event transport"
  engine               = "redis"
  engine_version       = "7.1"
  node_type            = var.node_type
  num_cache_clusters   = var.nodes
  port                 = 6379

  subnet_group_name  = aws_elasticache_subnet_group.this.name
  security_group_ids = [aws_security_group.this.id]

  automatic_failover_enabled = true
  multi_az_enabled           = true
  at_rest_encryption_enabled = true
  kms_key_id                 = var.key_arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  auth_token                 = var.auth_token
  parameter_group_name       = aws_elasticache_parameter_group.this.name
  snapshot_retention_limit   = 0
  maintenance_window         = "sat:20:30-sat:21:30"

  log_delivery_configuration {
    destination      = aws_cloudwatch_log_group.slow.name
    destination_type = "cloudwatch-logs"
    log_format       = "json"
    log_type         = "slow-log"
  }
}

output "id" {
  value = aws_elasticache_replication_group.this.replication_group_id
}

output "address" {
  value = aws_elasticache_replication_group.this.primary_endpoint_address
}

output "settings" {
  description = "What a reviewer asks about Redis, for tests."
  value = {
    encrypted_at_rest = tobool(aws_elasticache_replication_group.this.at_rest_encryption_enabled)
    encrypted_on_wire = aws_elasticache_replication_group.this.transit_encryption_enabled && aws_elasticache_replication_group.this.transit_encryption_mode == "required"
    fails_over        = aws_elasticache_replication_group.this.automatic_failover_enabled && aws_elasticache_replication_group.this.multi_az_enabled
  }
}
