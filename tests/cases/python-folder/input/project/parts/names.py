NAME = "Shop.Production"
