variable "environment" {
  description = "Name of this installation, such as small or city."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.environment))
    error_message = "2 to 16 lower-case letters, digits or hyphens, a letter first."
  }
}

variable "partition" {
  description = "aws, or aws-cn for the regions in mainland China, where the data of a Chinese city must lie (个人信息保护法 §36, §40)."
  type        = string

  validation {
    condition     = contains(["aws", "aws-cn"], var.partition)
    error_message = "aws or aws-cn."
  }
}

variable "region" {
  type = string

  validation {
    condition     = startswith(var.region, "cn-") == (var.partition == "aws-cn")
    error_message = "Regions that begin with cn- belong to the partition aws-cn, all others to aws."
  }
}

variable "account_id" {
  type = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account id has twelve digits."
  }
}

variable "zones" {
  description = "Three availability zones of the region."
  type        = list(string)
}

variable "cidr" {
  type    = string
  default = "10.40.0.0/16"
}

variable "nat_per_zone" {
  type = bool
}

variable "domain" {
  description = "The city's address, such as api.example.gov.cn."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9.-]+\\.[a-z]{2,}$", var.domain))
    error_message = "A host name in lower case."
  }
}

variable "certificate_arn" {
  type = string
}

variable "version_tag" {
  description = "Tag of the images to run, never latest."
  type        = string
}

variable "collector_image" {
  description = "OpenTelemetry collector, in the own registry."
  type        = string
}

variable "psql_image" {
  description = "Image with psql, in the own registry, for the task that makes databases and users."
  type        = string
}

variable "identity" {
  description = "Issuers of tokens: exact issuer, address of keys, audience, and for services where they get their own token."
  type = object({
    residents = object({ issuer = string, jwks_uri = string, audience = string })
    staff     = object({ issuer = string, jwks_uri = string, audience = string })
    services  = object({ issuer = string, jwks_uri = string, audience = string, token_uri = string })
  })

  validation {
    condition = alltrue([for uri in [
      var.identity.residents.jwks_uri, var.identity.staff.jwks_uri,
      var.identity.services.jwks_uri, var.identity.services.token_uri,
    ] : startswith(uri, "https://")])
    error_message = "Keys and tokens are fetched over HTTPS only."
  }

  validation {
    condition     = length(distinct([var.identity.residents.issuer, var.identity.staff.issuer, var.identity.services.issuer])) == 3
    error_message = "Residents, staff and services have three different issuers, so that no token opens two doors."
  }
}

variable "database_ca_pem" {
  description = "Certificates of the authority that signs the database's certificate in this region (public, from the provider's documentation)."
  type        = string

  validation {
    condition     = startswith(trimspace(var.database_ca_pem), "-----BEGIN CERTIFICATE-----")
    error_message = "PEM text is needed: without it nobody knows whether the database is the database."
  }
}

variable "redis_auth_token" {
  type      = string
  sensitive = true
}

variable "sizes" {
  description = "CPU, memory and number of tasks of each program."
  type = map(object({
    cpu    = number
    memory = number
    least  = number
    most   = number
  }))

  validation {
    condition     = toset(keys(var.sizes)) == toset(["gateway", "applications", "residents", "notifications", "pilots", "appointments", "notices"])
    error_message = "Name the size of the gateway and of each of the six services."
  }
}

variable "database" {
  type = object({
    instance_class = string
    storage_gib    = number
    backup_days    = number
  })
}

variable "cache" {
  type = object({
    node_type = string
    nodes     = number
  })
}

variable "requests_per_gateway_task" {
  description = "Requests a minute and task from which gateways are added; from docs/scale.md, at 60 % of what one can do."
  type        = number
}

variable "requests_per_address" {
  type    = number
  default = 20000
}

variable "log_retention_days" {
  description = "How long logs are kept; the law asks for six months (网络安全法 §21)."
  type        = number
  default     = 365

  validation {
    condition     = contains([365, 400, 545, 731, 1096, 1827], var.log_retention_days)
    error_message = "365, 400, 545, 731, 1096 or 1827 days: what the log service knows above six months."
  }
}

variable "push_through_google" {
  description = "Whether pushes may leave through Firebase. Off in the mainland until its use is assessed (个人信息保护法 §38)."
  type        = bool
  default     = false

  validation {
    condition     = !(var.push_through_google && var.partition == "aws-cn")
    error_message = "Firebase stays off in the mainland's partition."
  }
}

variable "scanner_host" {
  description = "Host of a clamd that scans uploads, reached on port 3310 inside the network. Without one no upload would be looked at, and applications do not start."
  type        = string

  validation {
    condition     = length(trimspace(var.scanner_host)) > 0
    error_message = "Uploads are scanned in every installation."
  }
}

variable "on_call_endpoint" {
  type    = string
  default = ""
}
