namespace SqlSpark.Tpch;

/// <summary>The eight tables of TPC-H.</summary>
public enum TpchTable
{
    /// <summary>Regions of the world: 5 rows.</summary>
    Region,

    /// <summary>Nations: 25 rows.</summary>
    Nation,

    /// <summary>Suppliers: 10,000 rows a scale factor.</summary>
    Supplier,

    /// <summary>Customers: 150,000 rows a scale factor.</summary>
    Customer,

    /// <summary>Parts: 200,000 rows a scale factor.</summary>
    Part,

    /// <summary>Which supplier has which part: four rows a part.</summary>
    PartSupp,

    /// <summary>Orders: 1,500,000 rows a scale factor.</summary>
    Orders,

    /// <summary>Lines of orders: one to seven an order, about 6,000,000 rows a scale factor.</summary>
    LineItem,
}
