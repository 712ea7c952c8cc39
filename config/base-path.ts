/** Where the ERP lives below the domain. */
export const basePath = "/erp/";
