/// A small model in LightGBM's text format.
enum ModelSample {
    static func text(objective: String = "binary sigmoid:1", decisions: String = "10 8", leaves: String = "10 20 30")
        -> String
    {
        """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=1
        objective=\(objective)
        feature_names=a b
        feature_infos=[-1:1] [-3:3]

        Tree=0
        num_leaves=3
        num_cat=0
        split_feature=0 1
        threshold=1.5 -2
        decision_type=\(decisions)
        left_child=-1 -2
        right_child=1 -3
        leaf_value=\(leaves)
        is_linear=0
        shrinkage=1


        Tree=1
        num_leaves=1
        num_cat=0
        leaf_value=0.5
        is_linear=0
        shrinkage=1


        end of trees

        """
    }
}
