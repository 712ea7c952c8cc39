/** Path of the ERP below the domain. */
export const basePath = "/erp/";
