# What differs from city to city; its rules stand in modules/city/variables.tf.

variable "partition" {
  type    = string
  default = "aws-cn"
}

variable "region" {
  type    = string
  default = "cn-north-1"
}

variable "account_id" {
  type = string
}

variable "zones" {
  type = list(string)
}

variable "domain" {
  type = string
}

variable "certificate_arn" {
  type = string
}

variable "version_tag" {
  type = string
}

variable "collector_image" {
  type = string
}

variable "psql_image" {
  type = string
}

variable "identity" {
  type = object({
    residents = object({ issuer = string, jwks_uri = string, audience = string })
    staff     = object({ issuer = string, jwks_uri = string, audience = string })
    services  = object({ issuer = string, jwks_uri = string, audience = string, token_uri = string })
  })
}

variable "database_ca_pem" {
  type = string
}

variable "database_password_version" {
  type    = number
  default = 1
}

variable "redis_auth_token" {
  type      = string
  sensitive = true
}

variable "redis_password_version" {
  type    = number
  default = 1
}

variable "scanner_host" {
  type = string
}

variable "on_call_endpoint" {
  type    = string
  default = ""
}
