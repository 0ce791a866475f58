# Buckets: the materials of applications, the attachments of notices, and the access logs of buckets and load
# balancer.

variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "partition" {
  type = string
}

variable "region" {
  type = string
}

variable "account_id" {
  type = string
}

variable "key_arn" {
  description = "KMS key for materials and attachments."
  type        = string
}

variable "kept_versions_days" {
  description = "How long a replaced or deleted material can be brought back."
  type        = number
  default     = 90

  validation {
    condition     = var.kept_versions_days >= 30
    error_message = "At least 30 days: a wrong deletion is often noticed at the next visit."
  }
}

variable "log_retention_days" {
  description = "How long access logs are kept; the law asks for six months (网络安全法 §21)."
  type        = number

  validation {
    condition     = var.log_retention_days >= 183
    error_message = "Access logs are kept for at least 183 days."
  }
}

locals {
  # Each is opened to one program only.
  kept    = { for use in ["materials", "attachments"] : use => "${var.name}-${use}-${var.account_id}" }
  buckets = merge(local.kept, { logs = "${var.name}-logs-${var.account_id}" })

  # In China's regions the load balancer writes with an account of its own, elsewhere as a service.
  china_writers = {
    cn-north-1     = "638102146993"
    cn-northwest-1 = "037604701340"
  }
  log_writer = (var.partition == "aws-cn"
    ? { AWS = "arn:aws-cn:iam::${lookup(local.china_writers, var.region, "")}:root" }
    : { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
  )

  tls_only = { for key, bucket in aws_s3_bucket.this : key => {
    Sid       = "OnlyOverTls"
    Effect    = "Deny"
    Principal = "*"
    Action    = "s3:*"
    Resource  = [bucket.arn, "${bucket.arn}/*"]
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  } }
}

resource "aws_s3_bucket" "this" {
  for_each = local.buckets

  # Without force_destroy a bucket that holds anything cannot be destroyed.
  bucket = each.value
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = aws_s3_bucket.this

  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "kept" {
  for_each = local.kept

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key_arn
    }
  }
}

# Load balancers cannot write with a key of ours.
resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.this["logs"].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "kept" {
  for_each = local.kept

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    id     = "seldom-read"
    status = "Enabled"

    filter {}

    # The service deletes when the archive term of the case ends; here nothing runs out by itself.
    transition {
      days          = 180
      storage_class = "STANDARD_IA"
    }

    noncurrent_version_expiration {
      noncurrent_days = var.kept_versions_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 2
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  bucket = aws_s3_bucket.this["logs"].id

  rule {
    id     = "run-out"
    status = "Enabled"

    filter {}

    expiration {
      days = var.log_retention_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_policy" "kept" {
  for_each = local.kept

  bucket = aws_s3_bucket.this[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.tls_only[each.key],
      {
        Sid       = "OnlyWithOurKey"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.this[each.key].arn}/*"
        Condition = {
          StringNotEqualsIfExists = {
            "s3:x-amz-server-side-encryption-aws-kms-key-id" = var.key_arn
          }
        }
      },
    ]
  })
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.this["logs"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.tls_only["logs"],
      {
        Sid       = "LoadBalancerWrites"
        Effect    = "Allow"
        Principal = local.log_writer
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.this["logs"].arn}/load-balancer/AWSLogs/${var.account_id}/*"
      },
      {
        Sid       = "BucketsWrite"
        Effect    = "Allow"
        Principal = { Service = "logging.s3.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = [for use in keys(local.kept) : "${aws_s3_bucket.this["logs"].arn}/${use}/*"]
        Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
      },
    ]
  })
}

resource "aws_s3_bucket_logging" "kept" {
  for_each = local.kept

  bucket        = aws_s3_bucket.this[each.key].id
  target_bucket = aws_s3_bucket.this["logs"].id
  target_prefix = "${each.key}/"
}

output "kept" {
  description = "Buckets of programs by their use: materials, attachments."
  value       = { for use in keys(local.kept) : use => { name = aws_s3_bucket.this[use].bucket, arn = aws_s3_bucket.this[use].arn } }
}

output "logs_bucket" {
  # Only once it may be written to, or the load balancer is refused.
  value      = aws_s3_bucket.this["logs"].bucket
  depends_on = [aws_s3_bucket_policy.logs]
}

output "settings" {
  description = "What a reviewer asks about the buckets, for tests."
  value = {
    closed = alltrue([for block in aws_s3_bucket_public_access_block.this :
    block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets])
    sealed_by_our_key = alltrue([for sealing in aws_s3_bucket_server_side_encryption_configuration.kept : one(one(sealing.rule).apply_server_side_encryption_by_default).kms_master_key_id == var.key_arn])
    versioned         = alltrue([for versioning in aws_s3_bucket_versioning.this : one(versioning.versioning_configuration).status == "Enabled"])
    policies          = concat([for policy in aws_s3_bucket_policy.kept : policy.policy], [aws_s3_bucket_policy.logs.policy])
  }
}
