# Secrets. Values never stand in the state: those that can be made here are written through, the
# others are put in by the security administrator (see README.md).

resource "aws_secretsmanager_secret" "database" {
  for_each = local.owners

  name        = "${local.name}/${each.key}/database"
  description = "Password of the database user ${each.key}."
  kms_key_id  = module.keys.arns["secrets"]
}

variable "database_passwords" {
  description = "A fresh password for each service's database user. Read only when database_password_version rises; never kept in the state."
  type        = map(string)
  ephemeral   = true
}

resource "aws_secretsmanager_secret_version" "database" {
  for_each = local.owners

  secret_id        = aws_secretsmanager_secret.database[each.key].id
  secret_string_wo = var.database_passwords[each.key]
  # A higher number makes a new password; the setup task then gives it to the database.
  secret_string_wo_version = var.database_password_version
}

variable "database_password_version" {
  description = "Raise it to change the passwords of all database users."
  type        = number
  default     = 1
}

resource "aws_secretsmanager_secret" "encryption" {
  for_each = local.owners

  name        = "${local.name}/${each.key}/encryption"
  description = "Keys that seal the personal data of ${each.key}, as a JSON of settings."
  kms_key_id  = module.keys.arns["secrets"]
  # A lost key is lost data.
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret" "program" {
  for_each = local.programs

  name        = "${local.name}/${each.key}/program"
  description = "What ${each.key} proves itself with to the issuer: {\"client-secret\": …}."
  kms_key_id  = module.keys.arns["secrets"]
}

resource "aws_secretsmanager_secret" "redis" {
  name        = "${local.name}/redis"
  description = "Password of Redis."
  kms_key_id  = module.keys.arns["secrets"]
}

resource "aws_secretsmanager_secret_version" "redis" {
  secret_id                = aws_secretsmanager_secret.redis.id
  secret_string_wo         = var.redis_auth_token
  secret_string_wo_version = var.redis_password_version
}

variable "redis_password_version" {
  description = "Raise it together with a new redis_auth_token."
  type        = number
  default     = 1
}

resource "aws_secretsmanager_secret" "firebase" {
  count = var.push_through_google ? 1 : 0

  name        = "${local.name}/firebase"
  description = "The service account's key with which pushes leave through Firebase."
  kms_key_id  = module.keys.arns["secrets"]
}
