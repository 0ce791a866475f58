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

  validation {
    condition     = length(var.subnets) == 3
    error_message = "The database needs a subnet in each of three zones."
  }
}

variable "client_groups" {
  description = "Security groups of the services that own a database, by service."
  type        = map(string)
}

variable "engine_version" {
  description = "PostgreSQL. From 18 on, because keys are made by uuidv7()."
  type        = string
  default     = "18"

  validation {
    condition     = tonumber(split(".", var.engine_version)[0]) >= 18
    error_message = "PostgreSQL 18 or newer is needed: the schema uses uuidv7()."
  }
}

variable "instance_class" {
  type = string
}

variable "storage_gib" {
  description = "Storage to begin with; it grows by itself to five times that."
  type        = number

  validation {
    condition     = var.storage_gib >= 20 && var.storage_gib <= 13000
    error_message = "Between 20 and 13000 GiB."
  }
}

variable "multi_az" {
  description = "A standby in another zone that takes over within a minute or two, with nothing lost."
  type        = bool
  default     = true
}

variable "backup_days" {
  description = "How far back a point in time can be restored, 14 to 35 days."
  type        = number

  validation {
    condition     = var.backup_days >= 14 && var.backup_days <= 35
    error_message = "Between 14 and 35 days: shorter loses a fault found after a holiday week, longer is not offered."
  }
}

variable "key_arn" {
  description = "KMS key for storage, snapshots and measurements."
  type        = string
}

variable "secrets_key_arn" {
  description = "KMS key for the administrator's password."
  type        = string
}

variable "partition" {
  type = string
}
