output "identifier" {
  value = aws_db_instance.this.identifier
}

output "arn" {
  value = aws_db_instance.this.arn
}

output "address" {
  value = aws_db_instance.this.address
}

output "group_id" {
  value = aws_security_group.this.id
}

output "admin_secret_arn" {
  description = "Secret with the administrator's name and password, rotated by the database service."
  value       = one(aws_db_instance.this.master_user_secret[*].secret_arn)
}

output "settings" {
  description = "What a reviewer asks about the database, for tests."
  value = {
    public              = aws_db_instance.this.publicly_accessible
    encrypted           = aws_db_instance.this.storage_encrypted
    multi_az            = aws_db_instance.this.multi_az
    backup_days         = aws_db_instance.this.backup_retention_period
    deletion_protection = aws_db_instance.this.deletion_protection
    final_snapshot      = !aws_db_instance.this.skip_final_snapshot
    password_managed    = aws_db_instance.this.manage_master_user_password
    tls_only            = contains([for parameter in aws_db_parameter_group.this.parameter : "${parameter.name}=${parameter.value}"], "rds.force_ssl=1")
  }
}
