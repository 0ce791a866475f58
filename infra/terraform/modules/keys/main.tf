# One key for each kind of data, so that a withdrawn key closes one kind and an auditor sees which.

variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "account_id" {
  description = "Account that owns the keys."
  type        = string
}

variable "partition" {
  description = "aws or aws-cn."
  type        = string
}

variable "region" {
  description = "Region whose log service may use the key for logs."
  type        = string
}

locals {
  uses = {
    database = "tables and backups"
    cache    = "Redis at rest"
    storage  = "materials of applications"
    secrets  = "passwords and keys of services"
    logs     = "logs and alarms"
    images   = "container images"
  }
  suffix = var.partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"

  owner = {
    Sid       = "OwnerAdministers"
    Effect    = "Allow"
    Principal = { AWS = "arn:${var.partition}:iam::${var.account_id}:root" }
    Action    = "kms:*"
    Resource  = "*"
  }
  # CloudWatch Logs names the log group it seals for; the others name the account they act in.
  log_users = [
    {
      Sid       = "LogGroupsSeal"
      Effect    = "Allow"
      Principal = { Service = ["logs.${var.region}.${local.suffix}"] }
      Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"]
      Resource  = "*"
      Condition = {
        ArnLike = {
          "kms:EncryptionContext:aws:logs:arn" = "arn:${var.partition}:logs:${var.region}:${var.account_id}:log-group:*"
        }
      }
    },
    {
      Sid       = "AlarmsSeal"
      Effect    = "Allow"
      Principal = { Service = ["cloudwatch.amazonaws.com", "sns.amazonaws.com", "events.amazonaws.com"] }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    },
  ]
}

resource "aws_kms_key" "this" {
  for_each = local.uses

  description             = "${var.name}: ${each.value}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat([local.owner], each.key == "logs" ? local.log_users : [])
  })
}

resource "aws_kms_alias" "this" {
  for_each = local.uses

  name          = "alias/${var.name}-${each.key}"
  target_key_id = aws_kms_key.this[each.key].key_id
}

output "arns" {
  value = { for use, key in aws_kms_key.this : use => key.arn }
}
