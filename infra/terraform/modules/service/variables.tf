variable "name" {
  description = "Prefix of every name of the city."
  type        = string
}

variable "service" {
  description = "Name of the program: gateway, applications, …"
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

variable "cluster" {
  description = "ECS cluster."
  type        = object({ arn = string, name = string })
}

variable "namespace_arn" {
  description = "Namespace in which the programs find each other by name."
  type        = string
}

variable "subnets" {
  type = list(string)
}

variable "groups" {
  description = "Security groups: the program's own and the common one."
  type        = list(string)
}

variable "image" {
  description = "Image with a tag that is never given twice; \"latest\" would make a rollback impossible."
  type        = string

  validation {
    condition     = can(regex("^[^\\s]+(:[A-Za-z0-9._-]+|@sha256:[0-9a-f]{64})$", var.image)) && !endswith(var.image, ":latest")
    error_message = "Name the image by a tag other than latest, or by its digest."
  }
}

variable "collector_image" {
  description = "OpenTelemetry collector that brings measurements and traces to CloudWatch."
  type        = string
}

variable "port" {
  type = number
}

variable "management_port" {
  description = "Port of health and measurements; never behind the load balancer's listener."
  type        = number
}

variable "cpu" {
  description = "CPU units of a task; 1024 is one core."
  type        = number

  validation {
    condition     = contains([512, 1024, 2048, 4096], var.cpu)
    error_message = "512, 1024, 2048 or 4096."
  }
}

variable "memory" {
  description = "Memory of a task in MiB."
  type        = number

  validation {
    condition     = var.memory >= 1024 && var.memory <= 30720
    error_message = "Between 1024 and 30720 MiB: heap, native memory and the collector need a gibibyte."
  }
}

variable "tasks" {
  description = "Fewest and most tasks. Two at least, so that a restart is invisible."
  type        = object({ least = number, most = number })

  validation {
    condition     = var.tasks.least >= 2 && var.tasks.most >= var.tasks.least
    error_message = "At least two tasks, and the most must not be below the least."
  }
}

variable "environment" {
  description = "Settings that are no secret."
  type        = map(string)
}

variable "secrets" {
  description = "Environment variable to the reference of a secret's key."
  type        = map(string)
}

variable "secret_arns" {
  description = "Secrets that the task may read at its start; nothing else."
  type        = list(string)
}

variable "secrets_key_arn" {
  type = string
}

variable "image_repository_arn" {
  type = string
}

variable "task_statements" {
  description = "What the program itself may do, such as reading its bucket."
  type        = any
  default     = []
}

variable "target_group_arn" {
  description = "Target group of the load balancer; only the gateway has one."
  type        = string
  default     = null
}

variable "scaling" {
  description = "The signal to scale by: cpu, requests (per task and minute, needs the load balancer's label) or backlog (messages waiting per task)."
  type = object({
    signal = string
    target = number
    label  = optional(string)
  })

  validation {
    condition     = contains(["cpu", "requests", "backlog"], var.scaling.signal)
    error_message = "cpu, requests or backlog."
  }

  validation {
    condition     = (var.scaling.signal == "requests") == (var.scaling.label != null)
    error_message = "The load balancer's label belongs to the signal requests and to no other."
  }
}

variable "log_retention_days" {
  type = number
}

variable "logs_key_arn" {
  type = string
}
