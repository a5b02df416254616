grant select, insert on organizations, projects to app_user;
